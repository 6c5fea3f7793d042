//! What an operator types becomes an amount: lexer, parser, errors with a span, keyboard layouts.
