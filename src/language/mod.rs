//! Texts in Kazakh, Russian and English; plurals; numbers and dates; error texts.
