#pragma once

// A file that tells other programs where something of ours listens: it appears whole, and goes when we go.
// What somebody else has put there, before or meanwhile, stays.
//
// Thread: one at a time. Errors: Usage, and those of writeWholeFile().

#include "cli/command_line.h"

#include <QByteArray>

namespace pk::cli {

class AnnouncedFile
{
public:
    /// In the file that the option names; none where it is not set. Usage when there is one already.
    static Result<AnnouncedFile> forOption(const CommandLine &line, const QString &option);

    AnnouncedFile(AnnouncedFile &&other) noexcept;
    AnnouncedFile &operator=(AnnouncedFile &&) = delete;
    ~AnnouncedFile();

    Result<void> write(const QByteArray &text);

private:
    explicit AnnouncedFile(QString path);

    QString m_path; // empty: there is none
    QByteArray m_written;
};

} // namespace pk::cli
