"""What tests of the guest share."""
