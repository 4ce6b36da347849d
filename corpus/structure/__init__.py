"""The outline of a text, from 编 to 项."""
