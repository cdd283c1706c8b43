"""What is allowed and will not do what its maker may think: of hooks, and of whom they tell."""
