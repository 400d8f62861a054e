#!/usr/bin/env bash
# Builds Sluice when needed and runs it: ./launcher.sh --help
set -euo pipefail

readonly OLDEST_JDK=17
home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly home
readonly jar=$home/target/app-fat.jar

usage() {
  cat <<'T'
Usage: ./launcher.sh <command> [arguments]

  shell [arguments]      a shell for SQL: embedded, or on a cluster
  sql [arguments]        run statements and print the last result
  node <conf.json>       run one node of a cluster
  cluster <workers>      run a coordinator and workers as processes of this machine
  test [arguments]       build everything and run all tests

Each command explains itself with --help. The jar is built when it is missing or older than the
sources. A JDK from 17 up is needed, and Maven to build.

Environment:
  JAVA_HOME              the JDK to use; otherwise the newest one found
  SLUICE_HEAP            heap of each process, for example 4g; otherwise half of the memory, which
                         the processes of 'cluster' share
  SLUICE_JAVA_OPTS       more JVM flags, after the launcher's own
T
}

usage_sql() {
  cat <<'T'
Usage: ./launcher.sh sql [arguments]

Runs SQL statements in a process of its own and prints the result of the last one.
T
  usage_of_jar sql
}

usage_shell() {
  cat <<'T'
Usage: ./launcher.sh shell [arguments]

Runs the shell for SQL: embedded in its own process, on a cluster with --cluster conf/client.json,
or on a coordinator with --url http://127.0.0.1:8090.
T
  usage_of_jar shell
}

# A command's own options are told by the command, once it is built.
usage_of_jar() {
  if [[ -f $jar ]]; then
    find_jdk
    echo
    "$jdk/bin/java" -jar "$jar" "$1" --help
  fi
}

usage_node() {
  cat <<'T'
Usage: ./launcher.sh node <conf.json> [arguments]

Runs one clustered node with this configuration until it is stopped. It prints a line
'sluice: <roles> listening on <host>:<port>' when it is ready. Further arguments go to the node.
T
}

usage_cluster() {
  cat <<'T'
Usage: ./launcher.sh cluster <workers>

Runs one coordinator (conf/coordinator.json) and this many workers (conf/worker.json), each a
process of this machine, until Ctrl-C stops them all. Workers share their configuration, so each
listens on a free port whatever port it names. If a process ends before it is ready, the others
are stopped and the exit status is 1.
T
}

usage_test() {
  cat <<'T'
Usage: ./launcher.sh test [arguments]

Runs 'mvn -B verify': the build, all checks and all tests. Arguments go to Maven, for example
-Dtest=PlannerTest.
T
}

fail() {
  printf 'launcher.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

wrong_usage() {
  printf 'launcher.sh: %s\n\n' "$1" >&2
  "${2:-usage}" >&2
  exit 2
}

wants_help() {
  [[ ${1:-} == --help || ${1:-} == -h ]]
}

# ---- The JDK ----------------------------------------------------------------------------------

# Prints the feature release of the JDK in a folder (17, 25, ...), or nothing if there is none.
jdk_release() {
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 0
  local version=
  if [[ -r $1/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release")
  fi
  if [[ -z $version ]]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  version=${version#1.}
  version=${version%%[!0-9]*}
  printf '%s' "$version"
}

# Prints the folders that may hold a JDK, one a line.
jdk_candidates() {
  local javac
  if javac=$(command -v javac); then
    # The command may be a chain of links; macOS has a readlink without -f.
    javac=$(readlink -f "$javac" 2>/dev/null || printf '%s' "$javac")
    printf '%s\n' "${javac%/bin/javac}"
  fi
  local folder
  for folder in /usr/lib/jvm/* /usr/java/* /usr/local/openjdk-* /opt/* /opt/*/* \
    "${HOME:-/}"/.sdkman/candidates/java/* "${HOME:-/}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [[ -x $folder/bin/javac ]]; then printf '%s\n' "$folder"; fi
  done
}

# Sets jdk and jdk_version. JAVA_HOME wins if it is recent enough, otherwise the newest found.
find_jdk() {
  jdk='' jdk_version=0
  local folder version
  if [[ -n ${JAVA_HOME:-} ]]; then
    version=$(jdk_release "$JAVA_HOME")
    if [[ -n $version ]] && ((version >= OLDEST_JDK)); then
      jdk=$JAVA_HOME jdk_version=$version
      return
    fi
  fi
  while IFS= read -r folder; do
    version=$(jdk_release "$folder")
    if [[ -n $version ]] && ((version >= OLDEST_JDK && version > jdk_version)); then
      jdk=$folder jdk_version=$version
    fi
  done < <(jdk_candidates)
  [[ -n $jdk ]] || fail "no JDK found; install one from $OLDEST_JDK up (such as openjdk-17-jdk) or set JAVA_HOME"
}

# ---- The build --------------------------------------------------------------------------------

find_maven() {
  if [[ -n ${MAVEN_HOME:-} && -x $MAVEN_HOME/bin/mvn ]]; then
    maven=$MAVEN_HOME/bin/mvn
  else
    maven=$(command -v mvn) || fail "Maven not found; install Maven 3.8.7 or newer (such as the package 'maven')"
  fi
  export JAVA_HOME=$jdk
  if ((jdk_version >= 24)); then
    # Maven's own libraries, not ours, would be warned of.
    export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
  fi
}

jar_is_stale() {
  [[ -f $jar ]] || return 0
  [[ -f $home/pom.xml ]] || return 1
  # Folders count: their time tells of a removed file.
  [[ -n $(find "$home/src/main" "$home/pom.xml" "$home/.mvn" -newer "$jar" -print 2>/dev/null | head -n 1) ]]
}

build_jar() {
  jar_is_stale || return 0
  [[ -f $home/pom.xml ]] || fail "neither $jar nor the sources to build it are here"
  find_maven
  mkdir -p "$home/target"
  # Two launchers that start together build once. Without flock (macOS) both build.
  exec 9>"$home/target/.launcher-build"
  if command -v flock >/dev/null; then flock 9; fi
  if jar_is_stale; then
    echo 'launcher.sh: building target/app-fat.jar' >&2
    # Processes that run from the old jar keep it: it is replaced, not overwritten.
    rm -f "$jar"
    (cd "$home" && "$maven" -q -B -Dquick -DskipTests package) >&2 9>&- || fail 'the build failed'
  fi
  exec 9>&-
}

# ---- The JVM ----------------------------------------------------------------------------------

# Prints the memory that this machine, or the container around us, grants, in MiB.
memory_mib() {
  local mib=2048 limit file
  if [[ -r /proc/meminfo ]]; then
    mib=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  elif limit=$(sysctl -n hw.memsize 2>/dev/null); then
    mib=$((limit / 1048576))
  fi
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    [[ -r $file ]] || continue
    limit=$(<"$file")
    if [[ $limit =~ ^[0-9]{1,15}$ ]] && ((limit / 1048576 < mib)); then mib=$((limit / 1048576)); fi
  done
  printf '%s' "$mib"
}

# Prints the heap of one of $1 processes: together half of the memory, since buffers, page cache and
# the JVM itself need the rest, and below the size where object pointers double.
heap_of() {
  if [[ -n ${SLUICE_HEAP:-} ]]; then
    printf '%s' "$SLUICE_HEAP"
    return
  fi
  local mib=$(($(memory_mib) / 2 / $1))
  if ((mib < 256)); then mib=256; fi
  if ((mib > 31 * 1024)); then mib=$((31 * 1024)); fi
  printf '%sm' "$mib"
}

# Sets java_command for one of $1 processes of kind $2, which names the class-data archive.
# With $3 = 'read' the archive is used but not written.
set_java_command() {
  local heap opens_huge_pages=/sys/kernel/mm/transparent_hugepage/enabled
  heap=$(heap_of "$1")
  java_command=("$jdk/bin/java" "-Xms$heap" "-Xmx$heap" -XX:+UseParallelGC)
  if [[ -r $opens_huge_pages && $(<"$opens_huge_pages") != *'[never]'* ]]; then
    java_command+=(-XX:+UseTransparentHugePages)
  fi
  if ((jdk_version >= 24)); then
    java_command+=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)
  fi
  add_class_data_archive "$2" "${3:-write}"
  local more=()
  read -r -a more <<<"${SLUICE_JAVA_OPTS:-}" || true
  java_command+=(${more[@]+"${more[@]}"} -jar "$jar")
}

# Adds the flags by which a JVM keeps its parsed classes for the next start. An archive fits one JDK
# and one jar, and both are in its name. A JVM may stumble over an archive that is being written, so
# each process writes a file of its own at its exit, and a later start puts it in place when it is
# whole. Where the folder cannot be written there is no archive.
add_class_data_archive() {
  local kind=$1 mode=$2 folder=$home/target/class-data quiet='cds*=off' key archive
  if ((jdk_version >= 24)); then quiet+=',aot*=off'; fi
  java_command+=(-Xlog:disable "-Xlog:all=warning,$quiet:stderr")
  # An archive adds to the JDK's own, which some builds lack.
  [[ -f $jdk/lib/server/classes.jsa ]] || return 0

  mkdir -p "$folder" 2>/dev/null || true
  if [[ ! -w $folder ]]; then mode='read'; fi
  key=$(printf '%s\n' "$jdk" "$(cat "$jdk/release" 2>/dev/null)" "$(ls -ln "$jar")" | cksum | cut -d ' ' -f 1)
  archive=$folder/$kind-$jdk_version-$key.jsa
  if [[ $mode == write ]]; then
    forget_archives_but "$archive" "$folder/$kind-$jdk_version-"*
    adopt_archive "$archive"
  fi
  if [[ -r $archive ]]; then
    java_command+=("-XX:SharedArchiveFile=$archive")
  elif [[ $mode == write ]]; then
    # This process waits for the JVM or becomes it, so its id tells when the file is finished.
    java_command+=("-XX:ArchiveClassesAtExit=$archive.$$")
  fi
}

# Removes the files after the first argument that do not belong to the archive it names.
forget_archives_but() {
  local archive=$1 file
  shift
  for file in "$@"; do
    if [[ $file != "$archive"* ]]; then rm -f "$file"; fi
  done
}

# Puts in place what an earlier process wrote, if that process has ended and a JVM accepts the file.
adopt_archive() {
  local archive=$1 file
  for file in "$archive".*; do
    [[ -f $file ]] || continue
    if kill -0 "${file##*.}" 2>/dev/null; then continue; fi
    if [[ ! -f $archive ]] && is_whole_archive "$file"; then
      mv -f "$file" "$archive" 2>/dev/null || true
    else
      rm -f "$file"
    fi
  done
}

is_whole_archive() {
  (
    ulimit -c 0
    "$jdk/bin/java" -Xshare:on -XX:+UseParallelGC -XX:+VerifySharedSpaces -XX:ErrorFile=/dev/null \
      "-XX:SharedArchiveFile=$1" -cp "$jar" -version
    exit $?
  ) >/dev/null 2>&1
}

# ---- The commands -----------------------------------------------------------------------------

run_sql() {
  if wants_help "${1:-}"; then
    usage_sql
    return
  fi
  find_jdk
  build_jar
  set_java_command 1 sql
  exec "${java_command[@]}" sql "$@"
}

run_shell() {
  if wants_help "${1:-}"; then
    usage_shell
    return
  fi
  find_jdk
  build_jar
  set_java_command 1 shell
  exec "${java_command[@]}" shell "$@"
}

run_node() {
  if wants_help "${1:-}"; then
    usage_node
    return
  fi
  (($# >= 1)) || wrong_usage 'node needs a configuration file' usage_node
  local conf=$1
  shift
  [[ -f $conf ]] || fail "no such file: $conf"
  find_jdk
  build_jar
  set_java_command 1 node
  exec "${java_command[@]}" -cluster -conf "$conf" "$@"
}

run_test() {
  if wants_help "${1:-}"; then
    usage_test
    return
  fi
  find_jdk
  find_maven
  cd "$home"
  exec "$maven" -B verify "$@"
}

# State of 'cluster': the folder of this run, and names and process ids in the order of their start.
run_folder=''
names=()
pids=()

run_cluster() {
  if wants_help "${1:-}"; then
    usage_cluster
    return
  fi
  (($# == 1)) || wrong_usage 'cluster needs the number of workers' usage_cluster
  [[ $1 =~ ^[1-9][0-9]{0,2}$ ]] || wrong_usage "not a number of workers: $1" usage_cluster
  local workers=$1 i conf
  for conf in "$home/conf/coordinator.json" "$home/conf/worker.json"; do
    [[ -f $conf ]] || fail "no such file: $conf"
  done
  find_jdk
  build_jar
  run_folder=$(mktemp -d "${TMPDIR:-/tmp}/sluice-cluster.XXXXXX")
  trap stop_cluster EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP

  # The workers look for the coordinator, so it comes first.
  set_java_command $((workers + 1)) node
  start_process coordinator "$home/conf/coordinator.json"
  await_ready
  set_java_command $((workers + 1)) node read
  on_free_worker_port <"$home/conf/worker.json" >"$run_folder/worker.json"
  for ((i = 1; i <= workers; i++)); do
    start_process "worker-$i" "$run_folder/worker.json"
  done
  await_ready
  printf 'launcher.sh: 1 coordinator and %s workers are running; Ctrl-C stops them\n' "$workers"
  watch_processes
}

# Copies a node's JSON and sets the port of its "worker" section to 0, which means any free port.
on_free_worker_port() {
  awk '
    { text = text $0 "\n" }
    END {
      depth = 0
      while (length(text) > 0) {
        if (match(text, /^"([^"\\]|\\.)*"/)) {
          token = substr(text, 1, RLENGTH)
          text = substr(text, RLENGTH + 1)
          printf "%s", token
          if (match(text, /^[ \t\r\n]*:/)) {
            printf "%s", substr(text, 1, RLENGTH)
            text = substr(text, RLENGTH + 1)
            key[depth] = token
            if (depth == 2 && key[1] == "\"worker\"" && token == "\"port\"" && match(text, /^[ \t\r\n]*[0-9]+/)) {
              printf " 0"
              text = substr(text, RLENGTH + 1)
            }
          }
          continue
        }
        c = substr(text, 1, 1)
        if (c == "{" || c == "[") depth++
        if (c == "}" || c == "]") depth--
        printf "%s", c
        text = substr(text, 2)
      }
    }'
}

# Starts a node in the background; what it prints appears with its name before each line.
start_process() {
  local name=$1 conf=$2
  "${java_command[@]}" -cluster -conf "$conf" </dev/null > >(relay_output "$name") 2>&1 &
  names+=("$name")
  pids+=("$!")
}

relay_output() {
  local line
  # The node is told to stop; its last lines are still wanted.
  trap '' INT TERM HUP
  while IFS= read -r line || [[ -n $line ]]; do
    printf '[%s] %s\n' "$1" "$line"
    if [[ $line == 'sluice: '*' listening on '* ]]; then : >"$run_folder/$1.ready"; fi
  done
}

# Waits until each process has said that it listens; ends the run if one has ended, or after a minute.
await_ready() {
  local waited i ready
  for ((waited = 0; waited < 600; waited++)); do
    ready=1
    for ((i = 0; i < ${#pids[@]}; i++)); do
      if ! kill -0 "${pids[i]}" 2>/dev/null; then
        local status=0
        wait "${pids[i]}" 2>/dev/null || status=$?
        sleep 0.2 # its last lines are on their way through the relay
        fail "${names[i]} ended at start with status $status"
      fi
      if [[ ! -e $run_folder/${names[i]}.ready ]]; then ready=0; fi
    done
    if ((ready)); then return; fi
    sleep 0.1
  done
  fail 'not every process was ready within a minute'
}

# Tells of processes that end. A cluster outlives its workers, but not its coordinator.
watch_processes() {
  local i status
  exec 3>&2 2>/dev/null # bash has a remark of its own on a process that was killed
  while sleep 0.5; do
    for ((i = 0; i < ${#pids[@]}; i++)); do
      if [[ -z ${pids[i]} ]] || kill -0 "${pids[i]}"; then continue; fi
      status=0
      wait "${pids[i]}" || status=$?
      pids[i]=''
      if ((i == 0)); then
        exec 2>&3
        fail "coordinator ended with status $status"
      fi
      printf 'launcher.sh: %s ended with status %s\n' "${names[i]}" "$status" >&3
    done
  done
}

# Workers first, so that they do not report a coordinator that they have lost.
stop_cluster() {
  trap '' INT TERM HUP
  exec 2>/dev/null
  stop_processes ${pids[@]+"${pids[@]:1}"}
  stop_processes ${pids[@]+"${pids[0]}"}
  rm -rf "$run_folder"
}

# Asks these processes to end, and after ten seconds makes them.
stop_processes() {
  local pid waited
  for pid in "$@"; do
    if [[ -n $pid ]]; then kill -TERM "$pid" || true; fi
  done
  for pid in "$@"; do
    [[ -n $pid ]] || continue
    for ((waited = 0; waited < 100; waited++)); do
      kill -0 "$pid" || break
      sleep 0.1
    done
    kill -KILL "$pid" || true
    wait "$pid" || true
  done
}

# -----------------------------------------------------------------------------------------------

main() {
  local command=${1:-}
  if (($# > 0)); then shift; fi
  case $command in
    shell | sql | node | cluster | test) "run_$command" "$@" ;;
    help | --help | -h) usage ;;
    '') wrong_usage 'a command is needed' ;;
    *) wrong_usage "unknown command: $command" ;;
  esac
}

main "$@"
