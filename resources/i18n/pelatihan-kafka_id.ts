<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>base</name>
    <message>
        <source>The database is locked by another program. Nothing was written; it is tried again.</source>
        <translation>Basis data sedang dikunci oleh program lain. Tidak ada yang ditulis; penulisan akan dicoba lagi.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was written; free some space and it goes on.</source>
        <translation>Disk penuh. Tidak ada yang ditulis; kosongkan sebagian ruang, lalu proses berlanjut.</translation>
    </message>
    <message>
        <source>The database may not be written: %1. Check the rights of the file and its folder.</source>
        <translation>Basis data tidak boleh ditulisi: %1. Periksa izin berkas dan foldernya.</translation>
    </message>
    <message>
        <source>The database file cannot be opened: %1. Check the path and the rights of its folder.</source>
        <translation>Berkas basis data tidak dapat dibuka: %1. Periksa jalurnya dan izin foldernya.</translation>
    </message>
    <message>
        <source>The database file is damaged or is no SQLite database: %1. It was left as it is; choose another file or restore a copy.</source>
        <translation>Berkas basis data rusak atau bukan basis data SQLite: %1. Berkas dibiarkan apa adanya; pilih berkas lain atau pulihkan salinannya.</translation>
    </message>
    <message>
        <source>The database file could not be read or written: %1.</source>
        <translation>Berkas basis data tidak dapat dibaca atau ditulis: %1.</translation>
    </message>
    <message>
        <source>The query was stopped.</source>
        <translation>Kueri dihentikan.</translation>
    </message>
    <message>
        <source>The database reports: %1.</source>
        <translation>Basis data melaporkan: %1.</translation>
    </message>
    <message>
        <source>There is no database file at this path.</source>
        <translation>Tidak ada berkas basis data di jalur ini.</translation>
    </message>
</context>
</TS>
