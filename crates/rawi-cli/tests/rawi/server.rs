//! A PostgreSQL server of one test: in a folder of its own, reached through a socket in it, and gone afterwards.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Set to `required`, a test without a server fails; otherwise it says that it is skipped.
const REQUIRED: &str = "RAWI_TEST_POSTGRES";

pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    /// Whom the server runs as: it refuses to be root.
    user: Option<(u32, u32)>,
}

impl Server {
    /// A server that runs; nothing where PostgreSQL is not on this machine and need not be.
    pub(crate) fn start(name: &str) -> Option<Server> {
        let Some(programs) = programs() else {
            let needed = std::env::var(REQUIRED).is_ok_and(|set| set == "required");
            assert!(
                !needed,
                "no pg_ctl in PATH or /usr/lib/postgresql; expected PostgreSQL (apt-get install postgresql)"
            );
            #[allow(clippy::print_stderr, reason = "who runs tests is told")]
            {
                eprintln!("skipped: no PostgreSQL on this machine (apt-get install postgresql)");
            }
            return None;
        };
        // The path of a socket may have no more than 107 bytes.
        let folder = std::env::temp_dir().join(format!("rawi-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("it is ours");
        let owner = fs::metadata(&folder).expect("it is there").uid();
        let user = (owner == 0).then(|| (id("-u"), id("-g")));
        if let Some((user, group)) = user {
            chown(&folder, Some(user), Some(group)).expect("root may");
        }
        let server = Server { programs, folder, user };
        server.run("initdb", &["-D", "data", "-U", "rawi", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        server.go_on();
        Some(server)
    }

    /// Starts it, or starts it again.
    pub(crate) fn go_on(&self) {
        let folder = self.folder.to_str().expect("Unicode");
        let options = format!("-k {folder} -c listen_addresses='' -c fsync=off");
        self.run("pg_ctl", &["-D", "data", "-l", "log", "-w", "-o", &options, "start"]);
    }

    /// Ends it at once, whatever it is doing.
    pub(crate) fn crash(&self) {
        self.run("pg_ctl", &["-D", "data", "-m", "immediate", "-w", "stop"]);
    }

    pub(crate) fn database(&self, name: &str) {
        self.run("createdb", &["-h", self.folder.to_str().expect("Unicode"), "-U", "rawi", name]);
    }

    pub(crate) fn sql(&self, database: &str, sql: &str) -> String {
        let folder = self.folder.to_str().expect("Unicode");
        self.run("psql", &["-h", folder, "-U", "rawi", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtc", sql])
    }

    /// The address of a database, with a password that nothing may repeat.
    pub(crate) fn address(&self, user: &str, database: &str) -> String {
        let host = self.folder.to_str().expect("Unicode").replace('/', "%2F");
        format!("postgres://{user}:s3cret@{host}/{database}")
    }

    /// How messages name it.
    pub(crate) fn name(&self, database: &str) -> String {
        format!("postgres://rawi@{}/{database}", self.folder.display())
    }

    #[track_caller]
    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null()).env("LC_ALL", "C");
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        // What pg_ctl starts keeps our pipes open, so its output goes to a file.
        let told = self.folder.join(format!("{program}.out"));
        let file = fs::File::create(&told).expect("the folder is ours");
        command.stdout(file.try_clone().expect("a file")).stderr(file);
        let status = command.status().expect("it can be started");
        let said = fs::read_to_string(&told).expect("it was written");
        assert!(status.success(), "{program} {arguments:?}: {said}");
        said
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.folder.join("data/postmaster.pid").exists() {
            self.crash();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where `pg_ctl` and its like are: of the newest version.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let mut versions: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, path)| path.join("pg_ctl").exists())
        .collect();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = || std::env::split_paths(&path).find(|folder| folder.join("initdb").exists());
    versions.pop().map(|(_, path)| path).or_else(elsewhere)
}

/// The user or group that Debian's packages make for the server.
fn id(what: &str) -> u32 {
    let output = Command::new("id").args([what, "postgres"]).output().expect("id can be started");
    let said = String::from_utf8(output.stdout).expect("digits");
    said.trim().parse().expect("a user `postgres`, which the packages of PostgreSQL make")
}

/// Where the command keeps what is derived, in tests.
pub(crate) fn cache(folder: &Path) -> PathBuf {
    folder.join("cache")
}
