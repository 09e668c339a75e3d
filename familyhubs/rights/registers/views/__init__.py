"""The pages of the registers, and the public one."""
