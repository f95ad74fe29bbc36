"""差替え: the pages to hand out again, which they replace, and the 正誤表."""
