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
<context>
    <name>app</name>
    <message>
        <source>real</source>
        <translation>nyata</translation>
    </message>
    <message>
        <source>emulated</source>
        <translation>ditiru</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>tidak ada di sini</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Kesalahan</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>terbaru dahulu</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Kosongkan daftar</translation>
    </message>
    <message>
        <source>max</source>
        <translation>maks</translation>
    </message>
    <message>
        <source>%1 msg/s</source>
        <translation>%1 pesan/s</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Laju</translation>
    </message>
    <message>
        <source>Rate of the source</source>
        <translation>Laju sumber</translation>
    </message>
    <message>
        <source>The pipeline did not stop in time and was given up.</source>
        <translation>Pipeline tidak berhenti tepat waktu dan ditinggalkan.</translation>
    </message>
    <message>
        <source>This did not end in time and was given up: %1</source>
        <translation>Ini tidak selesai tepat waktu dan ditinggalkan: %1</translation>
    </message>
    <message>
        <source>Stopping in order</source>
        <translation>Berhenti dengan tertib</translation>
    </message>
    <message>
        <source>What was acknowledged is kept: it is loaded now, or at the next start from the stored offsets.</source>
        <translation>Yang sudah di-acknowledge tetap aman: dimuat sekarang, atau pada mulai berikutnya dari offset yang tersimpan.</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>Tutup sekarang</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>Conducted steps · order = seed %1</source>
        <translation>Langkah terkendali · urutan = seed %1</translation>
    </message>
    <message>
        <source>Running free · same content, order between partitions is free</source>
        <translation>Berjalan bebas · isi sama, urutan antar-partition bebas</translation>
    </message>
    <message>
        <source>There are other clients: the order is not guaranteed</source>
        <translation>Ada klien lain: urutan tidak dijamin</translation>
    </message>
    <message>
        <source>%1 not drawn</source>
        <translation>%1 tidak digambar</translation>
    </message>
    <message>
        <source>Records that moved while too many others were drawn. They are counted and processed all the same.</source>
        <translation>Record yang bergerak saat terlalu banyak record lain sedang digambar. Semuanya tetap dihitung dan diproses.</translation>
    </message>
    <message>
        <source>journal %1</source>
        <translation>jurnal %1</translation>
    </message>
    <message>
        <source>Number of the newest journal entry that is shown</source>
        <translation>Nomor entri jurnal terbaru yang ditampilkan</translation>
    </message>
    <message>
        <source>Show the errors</source>
        <translation>Tampilkan kesalahan</translation>
    </message>
    <message>
        <source>%1: what is real here and what is not</source>
        <translation>%1: apa yang nyata di sini dan apa yang tidak</translation>
    </message>
    <message>
        <source>Source and rate</source>
        <translation>Sumber dan laju</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Terang atau gelap</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Kendali jalannya</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Jalankan</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>Step one hop</source>
        <translation>Maju satu hop</translation>
    </message>
    <message>
        <source>Step one record to its end</source>
        <translation>Maju satu record sampai selesai</translation>
    </message>
    <message>
        <source>Step to the next commit</source>
        <translation>Maju sampai commit berikutnya</translation>
    </message>
</context>
<context>
    <name>fidelity</name>
    <message>
        <source>Protocol, records and offsets</source>
        <translation>Protokol, record, dan offset</translation>
    </message>
    <message>
        <source>A real Kafka client speaks the Kafka protocol to three brokers. Keys, headers, offsets, acknowledgements and compression are what they are elsewhere; kcat and other librdkafka clients can join in.</source>
        <translation>Klien Kafka sungguhan berbicara dengan tiga broker lewat protokol Kafka. Key, header, offset, acknowledgement, dan kompresi sama seperti di tempat lain; kcat dan klien librdkafka lain dapat ikut.</translation>
    </message>
    <message>
        <source>Consumer groups and rebalances</source>
        <translation>Consumer group dan rebalance</translation>
    </message>
    <message>
        <source>Members join, leave and crash, partitions move, offsets are committed. The first join of a group always takes 3 seconds here.</source>
        <translation>Member masuk, keluar, dan mati; partition berpindah; offset di-commit. Di sini join pertama sebuah group selalu makan waktu 3 detik.</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>A database with transactions: rows, audit and offsets are written together or not at all.</source>
        <translation>Basis data dengan transaksi: baris, audit, dan offset ditulis bersama atau tidak sama sekali.</translation>
    </message>
    <message>
        <source>Broker outage</source>
        <translation>Gangguan broker</translation>
    </message>
    <message>
        <source>The program moves the leaders before it takes a broker down. Replicas in sync are shown from its own record: this broker does not replicate.</source>
        <translation>Program memindahkan leader sebelum mematikan broker. Replika yang sinkron ditampilkan dari catatan program sendiri: broker ini tidak mereplikasi.</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Retensi</translation>
    </message>
    <message>
        <source>About 5 MiB a partition are kept, in memory only. So that nothing is lost the source is held back near that limit; a real Kafka does not slow producers down.</source>
        <translation>Sekitar 5 MiB per partition disimpan, hanya di memori. Agar tidak ada yang hilang, sumber ditahan di dekat batas itu; Kafka sungguhan tidak memperlambat producer.</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transaksi</translation>
    </message>
    <message>
        <source>They need a real Kafka. Here the same effect is reached by the warehouse, which stores rows and offsets in one database transaction.</source>
        <translation>Memerlukan Kafka sungguhan. Di sini efek yang sama dicapai oleh warehouse, yang menyimpan baris dan offset dalam satu transaksi basis data.</translation>
    </message>
    <message>
        <source>Groups of other programs</source>
        <translation>Group milik program lain</translation>
    </message>
    <message>
        <source>This broker cannot list groups, so only those that this program started are shown with their members.</source>
        <translation>Broker ini tidak dapat mendaftar group, jadi hanya group yang dimulai program ini yang ditampilkan dengan member-nya.</translation>
    </message>
    <message>
        <source>Kafka&apos;s Java tools</source>
        <translation>Alat Java milik Kafka</translation>
    </message>
    <message>
        <source>kafka-topics.sh and its relatives time out here. Shown commands say where they work.</source>
        <translation>kafka-topics.sh dan kerabatnya kehabisan waktu di sini. Perintah yang ditampilkan menyebut di mana ia berjalan.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Language and look</source>
        <translation>Bahasa dan tampilan</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Penggambaran</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Ikut sistem</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Gelap</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Terang</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>Proyektor</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Bahasa</translation>
    </message>
    <message>
        <source>Kafka&apos;s own terms stay English in both.</source>
        <translation>Istilah Kafka tetap berbahasa Inggris di keduanya.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Warna</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Projector: light, and readable from the last row.</source>
        <translation>Proyektor: terang, dan terbaca dari baris paling belakang.</translation>
    </message>
    <message>
        <source>Less movement</source>
        <translation>Kurangi gerakan</translation>
    </message>
    <message>
        <source>Changes happen in steps instead of sliding.</source>
        <translation>Perubahan terjadi langsung, tanpa bergeser perlahan.</translation>
    </message>
    <message>
        <source>Remote desktop</source>
        <translation>Desktop jarak jauh</translation>
    </message>
    <message>
        <source>Fewer frames a second and flat shadows, for slow connections.</source>
        <translation>Lebih sedikit frame per detik dan bayangan datar, untuk koneksi lambat.</translation>
    </message>
    <message>
        <source>Mask personal data</source>
        <translation>Samarkan data pribadi</translation>
    </message>
    <message>
        <source>Names, e-mail addresses and student numbers are hidden in what is shown and exported.</source>
        <translation>Nama, alamat e-mail, dan NIM disembunyikan pada tampilan dan hasil ekspor.</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Folder data</translation>
    </message>
    <message>
        <source>Warehouse and session files go here, from the next start on.</source>
        <translation>Berkas warehouse dan sesi disimpan di sini, mulai dari pembukaan berikutnya.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>Copy the command</source>
        <translation>Salin perintah</translation>
    </message>
    <message>
        <source>Close this note</source>
        <translation>Tutup catatan ini</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
</context>
</TS>
