"""What to do before a submission is sent, as one page that a person can follow."""
