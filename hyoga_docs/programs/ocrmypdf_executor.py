"""A plugin of OCRmyPDF: pages are still read side by side, but laid down in their order.

Otherwise the numbers of the letters in the PDF, and so its bytes, hang on which page was read first.
OCRmyPDF loads this file by its path; nothing here imports it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from ocrmypdf import Executor, hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class InOrderExecutor(Executor):
    """Runs tasks in threads, and hands on their results in the tasks' order."""

    def _execute(  # noqa: PLR0913  OCRmyPDF's own signature
        self,
        *,
        use_threads: bool,  # noqa: ARG002  the work is done by Tesseract's processes in any case
        max_workers: int,
        progress_kwargs: dict[str, Any],
        worker_initializer: Callable[[], None],
        task: Callable[..., Any],
        task_arguments: Iterable[tuple[Any, ...]],
        task_finished: Callable[[Any, Any], None],
    ) -> None:
        with (
            self.pbar_class(**progress_kwargs) as bar,  # type: ignore[no-untyped-call]  # OCRmyPDF's has no types
            ThreadPoolExecutor(max_workers, initializer=worker_initializer) as pool,
        ):
            for result in pool.map(lambda arguments: task(*arguments), task_arguments):
                task_finished(result, bar)


@hookimpl
def get_executor(progressbar_class: type) -> Executor:
    """OCRmyPDF asks for its executor here."""
    return InOrderExecutor(pbar_class=progressbar_class)  # type: ignore[no-untyped-call]  # OCRmyPDF's has no types
