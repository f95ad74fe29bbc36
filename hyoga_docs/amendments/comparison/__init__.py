"""The 新旧対照表 of a charter and a roster, and the text that amends them."""
