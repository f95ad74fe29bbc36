"""hyoga-docs: one YAML spec a meeting becomes the PDF packet that is handed out."""

__version__ = "0.1.0"
