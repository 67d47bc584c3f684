#pragma once

// Colours SQL's words, functions, texts, numbers and comments. Only for the eye: what may be run is decided
// by the database.
//
// Thread: GUI thread.

#include <QStringList>
#include <QSyntaxHighlighter>

namespace pk::gui {

const QStringList &sqlKeywords();
const QStringList &sqlFunctions();

class SqlHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit SqlHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

} // namespace pk::gui
