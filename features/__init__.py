"""What a page is and what can be read off it. Imports nothing else of darnel's."""
