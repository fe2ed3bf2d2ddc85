"""The page of findings: what was found with the text around it, the word budget, maps, as one HTML file."""
