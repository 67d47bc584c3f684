#pragma once

// One row of the warehouse and the way of the record that wrote it: source, raw record, transform, enriched
// record, row, with times; and what the audit says about its key. Every position leads there.
//
// Thread: GUI thread.

#include "bridge/row_path.h"
#include "bridge/step_changes.h"
#include "pages/warehouse/spine.h"
#include "views/link.h"

#include <QWidget>

#include <optional>

class QVBoxLayout;

namespace pk::gui {

class RowPathPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit RowPathPanel(QWidget *parent = nullptr);

    /// `cluster`: the one that runs; positions of another one cannot be opened.
    void showPath(const RowPath &path, const std::string &cluster);
    /// What the transform did to the record, once it is known.
    void showSteps(const std::vector<StepChanges> &steps, std::size_t allSteps);
    /// Why there is no path; empty: no row is chosen.
    void clear(const QString &why = {});
    const std::optional<RowPath> &path() const { return m_path; }
    /// From the source to the row; below 0 when it is not known.
    double totalMs() const;

Q_SIGNALS:
    void linkActivated(const pk::gui::Link &link);

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void addTransform(QVBoxLayout &column, QWidget *content);
    void addPath(QVBoxLayout &column, QWidget *content);
    QString unknownTimes() const;
    void addAudit(QVBoxLayout &column, QWidget *content);
    void addCells(QVBoxLayout &column, QWidget *content);
    void addPart(QVBoxLayout &column, QWidget *content, const SpinePart &part);

    QVBoxLayout *m_layout;
    QWidget *m_content = nullptr;
    std::optional<RowPath> m_path;
    bool m_sameCluster = true;
    std::optional<std::vector<StepChanges>> m_steps;
    std::size_t m_allSteps = 0;
    QString m_why;
};

} // namespace pk::gui
