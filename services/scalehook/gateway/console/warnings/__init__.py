"""What is allowed and will not do what its maker thinks: looked for in hooks, and in whom they tell."""
