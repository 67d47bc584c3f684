#pragma once

// How a key's partition is computed, with the numbers: murmur2(key), without its sign, modulo the partitions.
//
// Thread: GUI thread.

#include <QWidget>

#include <string>
#include <utility>
#include <vector>

namespace pk::gui {

class KeyMath : public QWidget
{
    Q_OBJECT

public:
    explicit KeyMath(QWidget *parent = nullptr);

    /// REQUIRES: partitions > 0.
    void setKey(const std::string &key, int partitions);
    /// The left and right sides of the lines.
    const std::vector<std::pair<QString, QString>> &lines() const { return m_lines; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<std::pair<QString, QString>> m_lines;
};

} // namespace pk::gui
