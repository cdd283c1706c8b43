"""What is allowed and will not do what its maker may think: looked for in hooks, and in whom they tell."""
