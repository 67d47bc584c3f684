#pragma once

// Pictures of the diagram by the same painters as the canvas: PNG with shadows and gradients, SVG and PDF
// with solid pens and fills.
//
// Thread: GUI thread only.

#include "flow/flow_model.h"
#include "flow/traffic.h"
#include "theme/theme.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

namespace pk::gui {

/// What is on the canvas now.
struct FlowPicture
{
    const FlowGraph &graph;
    const Traffic &traffic; ///< of the canvas; its tokens are drawn at nowMs
    const Theme &theme;
    double nowMs = 0;
};

/// scale: device pixels per pixel of the size.
QImage renderPng(const FlowPicture &picture, QSize size, double scale);
QByteArray renderSvg(const FlowPicture &picture, QSize size);
QByteArray renderPdf(const FlowPicture &picture, QSize size);

} // namespace pk::gui
