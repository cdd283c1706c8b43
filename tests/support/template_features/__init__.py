"""What templates of OOS may contain, and which tests prove it: a page is written of it."""
