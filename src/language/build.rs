//! The build script: generates `enum Message` from the Fluent files, with one variant for each key.
//!
//! The English files define the keys, the arguments and, in comments, the types of the arguments. The build
//! fails if a translation has other keys or arguments. How to add a text: `docs/language.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fmt, fs, io};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource};
use fluent_syntax::parser::{self, ParserError};
use fluent_syntax::serializer;

const FOLDER: &str = "src/language";
const ENGLISH: &str = "en";
const TRANSLATIONS: [&str; 2] = ["kk", "ru"];

/// One message of a language.
struct Text {
    /// The name of the file without its extension.
    file: String,
    /// The message as written in the Fluent file, without the comment.
    source: String,
    arguments: BTreeSet<String>,
    /// The arguments that select a variant.
    selectors: BTreeSet<String>,
    /// The types that the comment gives: `# $count (Number)`.
    types: BTreeMap<String, Type>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    String,
}

/// The messages of a language, by key.
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
        let resource =
            parser::parse(content.clone()).map_err(|(_, errors)| syntax_error(&path, &content, &errors))?;
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.clone();
            let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if texts.insert(key.clone(), Text::new(file, message)).is_some() {
                return Err(BuildError::Twice { language: language.to_owned(), key });
            }
        }
    }
    Ok(texts)
}

fn syntax_error(path: &Path, content: &str, errors: &[ParserError]) -> BuildError {
    let line = |offset: usize| content.get(..offset).map_or(0, |before| before.matches('\n').count() + 1);
    let reasons = errors.iter().map(|error| format!("line {}: {error}", line(error.pos.start)));
    BuildError::Syntax { path: path.to_owned(), reasons: reasons.collect::<Vec<_>>().join("; ") }
}

impl Text {
    fn new(file: String, mut message: Message<String>) -> Self {
        let comment = message.comment.take().map_or_else(Vec::new, |comment| comment.content);
        let types = comment.iter().filter_map(|line| argument_type(line)).collect();
        let (mut arguments, mut selectors) = (BTreeSet::new(), BTreeSet::new());
        if let Some(pattern) = &message.value {
            collect(pattern, &mut arguments, &mut selectors);
        }
        let source = serializer::serialize(&Resource { body: vec![Entry::Message(message)] });
        Self { file, source, arguments, selectors, types }
    }
}

/// Parses a line of a comment such as `$count (Number)`. A description may follow the type.
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

/// Fails if an argument selects a variant and the English comment does not give the type of that argument.
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
        let Some(other) = translation.get(key).filter(|other| other.file == text.file) else {
            return Err(BuildError::Missing { language, key: key.clone(), file: text.file.clone() });
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

/// Returns the Rust source of `enum Message`.
fn code(english: &Texts) -> String {
    let lines = |line: fn(&str, &Text) -> String| english.iter().map(|(key, text)| line(key, text)).collect();
    let [variants, keys, arguments, samples]: [String; 4] =
        [lines(variant), lines(key_arm), lines(arguments_arm), lines(sample)];
    let files: BTreeSet<&str> = english.values().map(|text| text.file.as_str()).collect();
    let file_variants: String = files.iter().map(|file| format!("    {},\n", pascal_case(file))).collect();
    let all_files: Vec<String> = files.iter().map(|file| format!("Self::{}", pascal_case(file))).collect();
    let (file_count, all_files) = (files.len(), all_files.join(", "));
    let file_arms: String = files.iter().map(|file| file_arm(file, english)).collect();
    format!(
        "/// The Fluent files of each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextFile {{
{file_variants}}}

impl TextFile {{
    /// All files, in the order of their numbers.
    pub(super) const ALL: [Self; {file_count}] = [{all_files}];
}}

/// A text of the program with its arguments, not yet in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {{
{variants}}}

impl Message {{
    /// Returns the key in the Fluent files.
    #[must_use]
    pub const fn key(&self) -> &'static str {{
        match self {{
{keys}        }}
    }}

    /// Returns the file that has the text.
    pub(super) const fn file(&self) -> TextFile {{
        match self {{
{file_arms}        }}
    }}

    /// Returns the arguments with their names.
    pub(super) fn arguments(&self) -> Vec<(&'static str, Argument<'_>)> {{
        match self {{
{arguments}            _ => Vec::new(),
        }}
    }}

    /// Returns every message. Every text argument has the same value, and every numeric argument has the
    /// same number.
    #[cfg(test)]
    pub(super) fn all(text: &Text, number: Quantity) -> Vec<Self> {{
        vec![
{samples}        ]
    }}
}}
"
    )
}

/// Returns the source of a variant of the enum, with the English text as its documentation.
fn variant(key: &str, text: &Text) -> String {
    let name = pascal_case(key);
    let source = text.source.trim_end().replace('\n', "\n    /// ");
    let fields = text.braced(|argument| {
        let field_type = if text.is_number(argument) { "Quantity" } else { "Text" };
        format!("{argument}: {field_type}")
    });
    // Most texts about the sync are unused in a build without it.
    let optional = if key.starts_with("sync-") {
        "    #[cfg_attr(not(feature = \"sync\"), allow(dead_code))]\n"
    } else {
        ""
    };
    format!("    /// ```text\n    /// {source}\n    /// ```\n{optional}    {name}{fields},\n")
}

/// Returns the match arm of `key()`.
fn key_arm(key: &str, text: &Text) -> String {
    format!("            {} => \"{key}\",\n", pattern(key, text))
}

/// Returns the match arm of `file()` for all texts of a file.
fn file_arm(file: &str, english: &Texts) -> String {
    let of_file = english.iter().filter(|(_, text)| text.file == file);
    let patterns: Vec<String> = of_file.map(|(key, text)| pattern(key, text)).collect();
    format!("            {} => TextFile::{},\n", patterns.join(" | "), pascal_case(file))
}

/// Returns the pattern of a message with any arguments.
fn pattern(key: &str, text: &Text) -> String {
    format!("Self::{}{}", pascal_case(key), if text.arguments.is_empty() { "" } else { " { .. }" })
}

/// Returns the match arm of `arguments()`, or an empty string if there are no arguments.
fn arguments_arm(key: &str, text: &Text) -> String {
    if text.arguments.is_empty() {
        return String::new();
    }
    let (name, fields) = (pascal_case(key), text.braced(ToOwned::to_owned));
    let pair = |argument: &String| format!("(\"{argument}\", {argument}.into())");
    let pairs = text.arguments.iter().map(pair).collect::<Vec<_>>().join(", ");
    format!("            Self::{name}{fields} => vec![{pairs}],\n")
}

/// Returns the source of the message's element in the list that `all()` returns.
fn sample(key: &str, text: &Text) -> String {
    let fields = text.braced(|argument| {
        let value = if text.is_number(argument) { "number" } else { "text.clone()" };
        format!("{argument}: {value}")
    });
    format!("            Self::{}{fields},\n", pascal_case(key))
}

impl Text {
    fn is_number(&self, argument: &str) -> bool {
        self.types.get(argument) == Some(&Type::Number)
    }

    /// Returns a list in braces with an item for each argument, or an empty string if there are none.
    fn braced(&self, item: impl Fn(&str) -> String) -> String {
        if self.arguments.is_empty() {
            return String::new();
        }
        let items: Vec<String> = self.arguments.iter().map(|argument| item(argument)).collect();
        format!(" {{ {} }}", items.join(", "))
    }
}

/// Converts a key to the name of a variant: `amount-too-long` becomes `AmountTooLong`.
fn pascal_case(key: &str) -> String {
    let mut name = String::new();
    for word in key.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

/// Why the messages cannot be generated.
#[derive(Debug)]
enum BuildError {
    NoOutputFolder,
    Io { path: PathBuf, error: io::Error },
    Syntax { path: PathBuf, reasons: String },
    Twice { language: String, key: String },
    Missing { language: String, key: String, file: String },
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
            Self::Missing { language, key, file } => {
                write!(f, "{language}: the text {key} is missing in {file}.ftl")
            }
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
