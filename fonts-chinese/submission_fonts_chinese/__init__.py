"""The Chinese, Japanese and Korean fonts of Submission Toolchain, which finds them by this name."""
