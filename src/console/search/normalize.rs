//! Normalizes text, so that typed and stored text can be compared.
//!
//! Normalized text is in lower case and has a point as decimal mark. Letters that people use for one another become
//! the same letter: `е` for `ё`, and Russian letters for the Kazakh ones that a Russian layout lacks.

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
