//! A folder of files and the command run in it.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// An article with one claim by a named speaker.
pub(crate) const ARTICLE: &str = "السد جاهز\nقال الوزير سالم المرعي إن السد جاهز للتشغيل.\n";

/// A fresh folder for one test, named after it.
pub(crate) struct Stage {
    folder: PathBuf,
}

impl Stage {
    pub(crate) fn new(name: &str) -> Stage {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        Stage { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Stage {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
        self
    }

    /// The command, in this folder, with nothing of the environment that changes what it prints.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rawi"));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env_remove("NO_COLOR")
            .env_remove("TERM")
            .stdin(Stdio::null());
        command
    }

    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Seen {
        Seen::of(&mut self.command(arguments))
    }

    /// Runs the command with bytes on its standard input.
    #[track_caller]
    pub(crate) fn run_on(&self, arguments: &[&str], input: &[u8]) -> Seen {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        child.stdin.take().expect("a pipe").write_all(input).expect("it listens");
        Seen::from(child.wait_with_output().expect("it ends"))
    }
}

/// What a run left behind.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl From<std::process::Output> for Seen {
    fn from(output: std::process::Output) -> Seen {
        Seen {
            stdout: String::from_utf8(output.stdout).expect("output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("complaints are UTF-8"),
            code: output.status.code(),
        }
    }
}

impl Seen {
    fn of(command: &mut Command) -> Seen {
        Seen::from(command.output().expect("it starts"))
    }

    /// The records, if every line of the output is one.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
    }

    /// The keys of the documents, in output order.
    #[track_caller]
    pub(crate) fn keys(&self) -> Vec<String> {
        let key = |record: &Value| record["document"]["key"].as_str().expect("a key").to_owned();
        self.records().iter().map(key).collect()
    }
}

/// Every file of the samples that come with the repository.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// One corpus line.
pub(crate) fn corpus_line(id: impl std::fmt::Display, text: &str) -> String {
    format!("{}\n", serde_json::json!({ "id": id.to_string(), "text": text }))
}

/// A path as an argument.
pub(crate) fn argument(path: &(impl AsRef<OsStr> + ?Sized)) -> &str {
    path.as_ref().to_str().expect("the path is UTF-8")
}
