"""Files from within: their words as passages, and Office files made into what is printed of them."""
