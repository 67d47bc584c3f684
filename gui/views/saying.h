#pragma once

// A sentence that stands in the window for a while: told anew when the language changes, or, where it came as
// a text, in the language of when it was said.
//
// Thread: value type; told on the GUI thread.

#include <QString>

#include <concepts>
#include <functional>
#include <utility>

namespace pk::gui {

class Saying
{
public:
    Saying() = default;
    // Both without `explicit`: they are what signals are emitted with.
    Saying(QString text)
        : m_text(std::move(text))
    {
    }
    template <std::invocable Tell>
    Saying(Tell tell)
        : m_tell(std::move(tell))
    {
    }

    QString text() const { return m_tell ? m_tell() : m_text; }
    bool followsLanguage() const { return static_cast<bool>(m_tell); }

private:
    QString m_text;
    std::function<QString()> m_tell;
};

} // namespace pk::gui
