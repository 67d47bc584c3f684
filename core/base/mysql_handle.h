#pragma once

// The client library's own connection behind one of Qt SQL's, and the functions of that library.
//
// Thread: that of the connection.

#include <QSqlDriver>
#include <QVariant>

#include <dlfcn.h>
#include <mysql.h>

#include <initializer_list>

namespace pk::mysql {

/// The first of these that is loaded. Not by us: nobody but the driver may have brought it, and a connection
/// is its library's own.
class LoadedLibrary
{
public:
    explicit LoadedLibrary(std::initializer_list<const char *> names)
    {
        for (const char *name : names) {
            if (m_handle == nullptr)
                m_handle = dlopen(name, RTLD_NOW | RTLD_NOLOAD);
        }
        m_complete = m_handle != nullptr;
    }
    /// One that is not there is null, and leaves the library incomplete.
    template <typename Function> void find(const char *name, Function &function)
    {
        function = m_complete ? reinterpret_cast<Function>(dlsym(m_handle, name)) : nullptr;
        m_complete = m_complete && function != nullptr;
    }
    bool isComplete() const { return m_complete; }

private:
    void *m_handle = nullptr;
    bool m_complete = false;
};

/// Null where the driver is another one.
inline MYSQL *connectionOf(const QSqlDriver &driver)
{
    const QVariant handle = driver.handle();
    const QByteArray type = handle.typeName();
    return handle.isValid() && (type == "MYSQL*" || type == "st_mysql*")
        ? *static_cast<MYSQL *const *>(handle.constData())
        : nullptr;
}

} // namespace pk::mysql
