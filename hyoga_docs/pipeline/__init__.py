"""A build, step by step: read, plan, check, fill, convert, bind, record."""
