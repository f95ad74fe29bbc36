"""Pages as pictures, and the letters that stand on them."""
