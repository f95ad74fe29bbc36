"""What makes a PDF readable aloud: structure trees, kept, joined or made."""
