//! Normalizes text, so that typed and stored text can be compared.
//!
//! Normalized text is in lower case and has a point as the decimal separator. Letters that people type in
//! place of one another become the same letter: `ё` becomes `е`, and Kazakh letters that a Russian layout
//! lacks become Russian letters.

/// Returns the normalized text.
pub(super) fn normalized(text: &str) -> String {
    normalized_chars(text).collect()
}

/// Returns whether a text normalizes to `normalized`.
pub(super) fn normalizes_to(text: &str, normalized: &str) -> bool {
    normalized_chars(text).eq(normalized.chars())
}

fn normalized_chars(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(|c| match c {
        ',' => '.',
        'ё' => 'е',
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'һ' => 'х',
        'і' => 'и',
        c => c,
    })
}
