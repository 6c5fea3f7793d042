//! Build script: generates `enum Message` from the Fluent files, with one variant for each key.
//!
//! The English files define the keys, their arguments and, in semantic comments, the types of the
//! arguments. The build fails if a translation differs. How to add a text: `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fmt, fs, io};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource};
use fluent_syntax::{parser, serializer};

const FOLDER: &str = "src/language";
const ENGLISH: &str = "en";
const TRANSLATIONS: [&str; 2] = ["kk", "ru"];

/// One message of a language.
struct Text {
    /// The message as its file has it, without the comment.
    source: String,
    arguments: BTreeSet<String>,
    /// The arguments that choose between variants.
    selectors: BTreeSet<String>,
    /// The types that the comment gives: `# $count (Number)`.
    types: BTreeMap<String, Type>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    String,
}

/// The messages of a language by their keys.
type Texts = BTreeMap<String, Text>;

#[allow(clippy::print_stdout, reason = "cargo reads the output of a build script")]
fn main() -> ExitCode {
    for language in TRANSLATIONS.into_iter().chain([ENGLISH]) {
        println!("cargo::rerun-if-changed={FOLDER}/{language}");
    }
    println!("cargo::rerun-if-changed={FOLDER}/build.rs");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), BuildError> {
    let english = read(ENGLISH)?;
    check_comments(&english)?;
    check_selectors(ENGLISH, &english, &english)?;
    for language in TRANSLATIONS {
        let translation = read(language)?;
        compare(language, &translation, &english)?;
        check_selectors(language, &translation, &english)?;
    }
    let folder = env::var_os("OUT_DIR").ok_or(BuildError::NoOutputFolder)?;
    let path = Path::new(&folder).join("message.rs");
    fs::write(&path, code(&english)).map_err(|error| BuildError::Io { path, error })
}

/// Reads all files of a language.
fn read(language: &str) -> Result<Texts, BuildError> {
    let folder = Path::new(FOLDER).join(language);
    let io_error = |path: &Path| {
        let path = path.to_owned();
        |error| BuildError::Io { path, error }
    };
    let mut texts = Texts::new();
    for entry in fs::read_dir(&folder).map_err(io_error(&folder))? {
        let path = entry.map_err(io_error(&folder))?.path();
        let content = fs::read_to_string(&path).map_err(io_error(&path))?;
        let resource = parser::parse(content).map_err(|(_, errors)| BuildError::Syntax {
            path: path.clone(),
            reasons: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        })?;
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.clone();
            if texts.insert(key.clone(), Text::new(message)).is_some() {
                return Err(BuildError::Twice { language: language.to_owned(), key });
            }
        }
    }
    Ok(texts)
}

impl Text {
    fn new(mut message: Message<String>) -> Self {
        let comment = message.comment.take().map_or_else(Vec::new, |comment| comment.content);
        let types = comment.iter().filter_map(|line| argument_type(line)).collect();
        let (mut arguments, mut selectors) = (BTreeSet::new(), BTreeSet::new());
        if let Some(pattern) = &message.value {
            collect(pattern, &mut arguments, &mut selectors);
        }
        let source = serializer::serialize(&Resource { body: vec![Entry::Message(message)] });
        Self { source, arguments, selectors, types }
    }
}

/// Reads a line of a semantic comment: `$count (Number)`, with or without a description after it.
fn argument_type(line: &str) -> Option<(String, Type)> {
    let (name, rest) = line.trim().strip_prefix('$')?.split_once(' ')?;
    let types = [("(Number)", Type::Number), ("(String)", Type::String)];
    let (_, kind) = types.into_iter().find(|(text, _)| rest.starts_with(text))?;
    Some((name.to_owned(), kind))
}

/// Collects the arguments of a pattern, and those that select a variant.
fn collect(pattern: &Pattern<String>, arguments: &mut BTreeSet<String>, selectors: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                arguments.insert(id.name.clone());
            }
            Expression::Inline(_) => {}
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    arguments.insert(id.name.clone());
                    selectors.insert(id.name.clone());
                }
                for variant in variants {
                    collect(&variant.value, arguments, selectors);
                }
            }
        }
    }
}

/// Fails if a comment describes an argument that its text does not have.
fn check_comments(english: &Texts) -> Result<(), BuildError> {
    for (key, text) in english {
        if let Some(name) = text.types.keys().find(|name| !text.arguments.contains(*name)) {
            return Err(BuildError::UnknownInComment { key: key.clone(), name: name.clone() });
        }
    }
    Ok(())
}

/// Fails if a variant is selected by an argument whose type no English comment gives.
fn check_selectors(language: &str, texts: &Texts, english: &Texts) -> Result<(), BuildError> {
    for (key, text) in texts {
        let typed = |name: &&String| english.get(key).is_some_and(|text| text.types.contains_key(*name));
        if let Some(name) = text.selectors.iter().find(|name| !typed(name)) {
            return Err(BuildError::UntypedSelector {
                language: language.to_owned(),
                key: key.clone(),
                name: name.clone(),
            });
        }
    }
    Ok(())
}

/// Fails if a translation does not have the keys and arguments of English.
fn compare(language: &str, translation: &Texts, english: &Texts) -> Result<(), BuildError> {
    let language = language.to_owned();
    for (key, text) in english {
        let Some(other) = translation.get(key) else {
            return Err(BuildError::Missing { language, key: key.clone() });
        };
        if other.arguments != text.arguments {
            return Err(BuildError::Arguments {
                language,
                key: key.clone(),
                expected: names(&text.arguments),
                found: names(&other.arguments),
            });
        }
    }
    match translation.keys().find(|key| !english.contains_key(*key)) {
        Some(key) => Err(BuildError::OnlyHere { language, key: key.clone() }),
        None => Ok(()),
    }
}

fn names(arguments: &BTreeSet<String>) -> String {
    if arguments.is_empty() {
        return "no arguments".to_owned();
    }
    arguments.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ")
}

/// The Rust source of `enum Message`.
fn code(english: &Texts) -> String {
    let (mut variants, mut keys, mut arguments, mut all) =
        (String::new(), String::new(), String::new(), String::new());
    for (key, text) in english {
        let variant = pascal_case(key);
        let source = text.source.trim_end().replace('\n', "\n    /// ");
        let list = |item: fn(&str, &Text) -> String| {
            let items: Vec<String> = text.arguments.iter().map(|name| item(name, text)).collect();
            items.join(", ")
        };
        let (mut fields, mut rest, mut values) = (String::new(), "", String::new());
        if !text.arguments.is_empty() {
            let field = list(|name, text| format!("{name}: {}", text.field_type(name)));
            let value = list(|name, text| match text.is_number(name) {
                true => format!("{name}: number"),
                false => format!("{name}: text.clone()"),
            });
            (fields, rest, values) = (format!(" {{ {field} }}"), " { .. }", format!(" {{ {value} }}"));
            let bound = list(|name, _| name.to_owned());
            let pairs = list(|name, _| format!("(\"{name}\", {name}.value(texts))"));
            let _ = writeln!(
                arguments,
                "            Self::{variant} {{ {bound} }} => FluentArgs::from_iter([{pairs}]),"
            );
        }
        let _ = writeln!(variants, "    /// ```text\n    /// {source}\n    /// ```\n    {variant}{fields},");
        let _ = writeln!(keys, "            Self::{variant}{rest} => \"{key}\",");
        let _ = writeln!(all, "            Self::{variant}{values},");
    }
    format!(
        "/// A text for people, with its arguments, in whatever language it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {{
{variants}}}

impl Message {{
    /// The key in the Fluent files.
    #[must_use]
    pub const fn key(&self) -> &'static str {{
        match self {{
{keys}        }}
    }}

    /// The arguments as Fluent takes them.
    pub(super) fn arguments<'a>(&'a self, texts: &Texts) -> FluentArgs<'a> {{
        match self {{
{arguments}            _ => FluentArgs::new(),
        }}
    }}

    /// Every message, with the same value in all text arguments and in all numbers.
    #[cfg(test)]
    pub(super) fn all(text: &Text, number: Quantity) -> Vec<Self> {{
        vec![
{all}        ]
    }}
}}
"
    )
}

impl Text {
    fn is_number(&self, name: &str) -> bool {
        self.types.get(name) == Some(&Type::Number)
    }

    fn field_type(&self, name: &str) -> &'static str {
        if self.is_number(name) { "Quantity" } else { "Text" }
    }
}

/// `amount-too-long` becomes `AmountTooLong`.
fn pascal_case(key: &str) -> String {
    let capitalized = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    key.split('-').map(capitalized).collect()
}

/// Why the messages cannot be generated.
#[derive(Debug)]
enum BuildError {
    NoOutputFolder,
    Io { path: PathBuf, error: io::Error },
    Syntax { path: PathBuf, reasons: String },
    Twice { language: String, key: String },
    Missing { language: String, key: String },
    OnlyHere { language: String, key: String },
    Arguments { language: String, key: String, expected: String, found: String },
    UntypedSelector { language: String, key: String, name: String },
    UnknownInComment { key: String, name: String },
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoOutputFolder => write!(f, "OUT_DIR is not set: run this build script through cargo"),
            Self::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Syntax { path, reasons } => write!(f, "{}: {reasons}", path.display()),
            Self::Twice { language, key } => write!(f, "{language}: the text {key} is defined twice"),
            Self::Missing { language, key } => write!(f, "{language}: the text {key} is missing"),
            Self::OnlyHere { language, key } => {
                write!(f, "{language}: there is no text {key} in English: remove it, or add it there")
            }
            Self::Arguments { language, key, expected, found } => {
                write!(f, "{language}: the text {key} has {found}, but in English it has {expected}")
            }
            Self::UntypedSelector { language, key, name } => write!(
                f,
                "{language}: the text {key} selects a form by ${name}: write the comment \
                 \"# ${name} (Number)\" above the English text"
            ),
            Self::UnknownInComment { key, name } => {
                write!(f, "{ENGLISH}: the comment of {key} describes ${name}, which the text does not have")
            }
        }
    }
}
