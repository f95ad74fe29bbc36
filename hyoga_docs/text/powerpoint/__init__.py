"""What a PowerPoint file says of its own slides: their order, what they inherit, numbers of lists."""
