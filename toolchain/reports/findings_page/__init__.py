"""The findings page: findings with the text around them, the word budget, and maps, in one HTML file."""
