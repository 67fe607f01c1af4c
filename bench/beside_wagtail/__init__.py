"""What editors come for, done in a real browser here and in Wagtail: presses, computing and heights side by side."""
