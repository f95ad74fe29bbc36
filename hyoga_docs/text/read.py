"""tmp"""
from hyoga_docs.text.docx import docx_body
from hyoga_docs.text.pptx import pptx_body
from hyoga_docs.text.xlsx import xlsx_body
from hyoga_docs.plan.writing import Body

def read_body(data: bytes, suffix: str) -> Body:
    return {".docx": docx_body, ".pptx": pptx_body, ".xlsx": xlsx_body}[suffix](data) if suffix != ".csv" else Body()
