"""What people type: officers, staff who noticed something, and families on the public page."""
