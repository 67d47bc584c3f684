#include "environment/child_program.h"

#include "base/clock.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pk::environment {

namespace {

constexpr std::int64_t kEndUs = 5'000'000;
constexpr std::chrono::milliseconds kTick{20};

/// Runs in the child, between fork() and exec(): only what is async-signal-safe.
[[noreturn]] void become(char *const *command, char *const *environment, int log, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1); // it died before the line above
    setpgid(0, 0); // Ctrl+C is for the program that still flushes and commits
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (const int input = open("/dev/null", O_RDONLY); input >= 0)
        dup2(input, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    close_range(3, ~0U, 0);
    execve(command[0], command, environment);
    _exit(127);
}

/// For exec(): pointers into `words`, which must outlive them, and a null.
std::vector<char *> pointersTo(std::vector<QByteArray> &words)
{
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<QByteArray> encoded(const QStringList &texts)
{
    std::vector<QByteArray> words;
    for (const QString &text : texts)
        words.push_back(QFile::encodeName(text));
    return words;
}

} // namespace

Result<std::unique_ptr<ChildProgram>> ChildProgram::start(const QStringList &command, const QString &logFile,
                                                          const QStringList &environment)
{
    const int log =
        open(QFile::encodeName(logFile).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        return Error{ErrorCode::Permission,
                     QCoreApplication::translate("environment", "The log of a program cannot be written."),
                     logFile};
    std::vector<QByteArray> words = encoded(command);
    const std::vector<char *> arguments = pointersTo(words);
    std::vector<QByteArray> lines = encoded(environment);
    const std::size_t own = lines.size();
    for (char **line = environ; *line != nullptr; ++line) {
        const QByteArray name = QByteArray(*line).split('=').front() + '=';
        if (std::none_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(own),
                         [&](const QByteArray &given) { return given.startsWith(name); }))
            lines.emplace_back(*line);
    }
    const std::vector<char *> variables = pointersTo(lines);
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid == 0)
        become(arguments.data(), variables.data(), log, parent);
    const int code = errno;
    close(log);
    if (pid < 0)
        return Error{ErrorCode::Unavailable,
                     QCoreApplication::translate("environment", "A program could not be started: %1.")
                         .arg(QString::fromLocal8Bit(std::strerror(code))),
                     command.front()};
    return std::unique_ptr<ChildProgram>(new ChildProgram(pid));
}

ChildProgram::~ChildProgram()
{
    if (!runs())
        return;
    kill(m_pid, SIGTERM);
    for (const std::int64_t deadlineUs = monotonicUs() + kEndUs; runs() && monotonicUs() < deadlineUs;)
        std::this_thread::sleep_for(kTick);
    if (m_pid > 0) {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
}

bool ChildProgram::runs()
{
    if (m_pid > 0 && waitpid(m_pid, nullptr, WNOHANG) != 0)
        m_pid = 0;
    return m_pid > 0;
}

} // namespace pk::environment
