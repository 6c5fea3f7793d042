//! Normalized text: what people type and what is stored become comparable.
//!
//! Lower case, a point as decimal mark, and one letter for each group of letters that people type for one
//! another: `е` for `ё`, and the Russian letters for the Kazakh ones that a Russian layout lacks.

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
