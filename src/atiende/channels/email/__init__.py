"""E-mail: SMTP and IMAP in, an SMTP relay out."""
