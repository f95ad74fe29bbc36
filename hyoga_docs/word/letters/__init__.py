"""What letters print: the notice, the attendance, the seating, the script, the minutes, each from the plan."""
