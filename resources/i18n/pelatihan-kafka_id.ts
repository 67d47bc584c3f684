<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>File</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>Drive</translation>
    </message>
    <message>
        <source>Alias</source>
        <translation>Alias</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Pintasan</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Tidak dikenal</translation>
    </message>
</context>
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Pilih semua</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>&amp;Naikkan</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>&amp;Turunkan</translation>
    </message>
</context>
<context>
    <name>QComboBox</name>
    <message>
        <source>Open the combo box selection popup</source>
        <translation>Buka daftar pilihan</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>Back</source>
        <translation>Mundur</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Kembali ke folder sebelumnya</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Maju</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Maju ke folder berikutnya</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Folder induk</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Ke folder induk</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Buat folder baru</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Buat folder baru</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Tampilan daftar</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Ganti ke tampilan daftar</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Tampilan rinci</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Ganti ke tampilan rinci</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Bilah samping</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Daftar tempat dan markah</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Berkas</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>Cari di:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Jenis berkas:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>&amp;Nama berkas:</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Nama folder:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Buka</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Simpan</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Pilih</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>Cari folder</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Simpan sebagai</translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>Tampilkan berkas &amp;tersembunyi</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>Folder &amp;baru</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Folder baru</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Ganti nama</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Hapus</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Keluarkan</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Tempat terakhir</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Semua berkas (*)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Semua berkas (*)</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Folder tidak dapat dihapus.</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>Yakin ingin menghapus &apos;%1&apos;?</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is write protected.
Do you want to delete it anyway?</source>
        <translation>&apos;%1&apos; dilindungi dari penulisan.
Tetap hapus?</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Berkas tidak ditemukan.
Periksa kembali namanya.</translation>
    </message>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Folder tidak ditemukan.
Periksa kembali namanya.</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>%1 sudah ada.
Ganti dengan yang baru?</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Jenis</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Diubah</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Komputer</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Komputer</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Urungkan</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ulangi</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Potong</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Salin</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Tempel</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Pilih semua</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Buka</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ya</translation>
    </message>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Tidak</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Abaikan</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Buang</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Terapkan</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Setel ulang</translation>
    </message>
</context>
<context>
    <name>QScrollBar</name>
    <message>
        <source>Scroll here</source>
        <translation>Gulir ke sini</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Paling atas</translation>
    </message>
    <message>
        <source>Bottom</source>
        <translation>Paling bawah</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Tepi kiri</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Tepi kanan</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Satu halaman ke atas</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Satu halaman ke bawah</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>Satu halaman ke kiri</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>Satu halaman ke kanan</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Gulir ke atas</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Gulir ke bawah</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Gulir ke kiri</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Gulir ke kanan</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Urungkan</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Ulangi</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Potong</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Salin</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Tempel</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Pilih semua</translation>
    </message>
</context>
<context>
    <name>api</name>
    <message>
        <source>&quot;%1&quot; is no fault. Write 429@N, 500@N, slow@N or cut@N, where every N-th request has it and N is at least 2.</source>
        <translation>&quot;%1&quot; bukan gangguan yang dikenal. Tulis 429@N, 500@N, slow@N, atau cut@N: setiap permintaan ke-N mengalaminya, dan N paling kecil 2.</translation>
    </message>
    <message>
        <source>Port %1 of this machine cannot be had: another program has it, or it needs more rights. Name another with --port, or 0 for any.</source>
        <translation>Port %1 di komputer ini tidak dapat dipakai: program lain sudah memakainya, atau perlu hak lebih tinggi. Sebutkan port lain dengan --port, atau 0 untuk sembarang port.</translation>
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
        <translation>tiruan</translation>
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
        <translation>%1 pesan/dtk</translation>
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
        <translation>Pipeline tidak berhenti tepat waktu dan tidak ditunggu lagi.</translation>
    </message>
    <message>
        <source>This did not end in time and was given up: %1</source>
        <translation>Ini tidak selesai tepat waktu dan tidak ditunggu lagi: %1</translation>
    </message>
    <message>
        <source>Stopping in order</source>
        <translation>Berhenti dengan tertib</translation>
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
        <source>Source and rate</source>
        <translation>Sumber dan laju</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Terang atau gelap</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Kendali pipeline</translation>
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
    <message>
        <source>The source stops first. What was acknowledged is loaded and committed, then everything closes.</source>
        <translation>Sumber berhenti lebih dulu. Yang sudah terkonfirmasi dimuat dan di-commit, lalu semuanya ditutup.</translation>
    </message>
    <message>
        <source>%1 · not over yet</source>
        <translation>%1 · masih berlangsung</translation>
    </message>
    <message>
        <source>%1 · over since %2</source>
        <translation>%1 · berakhir %2</translation>
    </message>
    <message>
        <source>No errors</source>
        <translation>Tidak ada kesalahan</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Pilih folder lain</translation>
    </message>
    <message>
        <source>The data folder cannot be used</source>
        <translation>Folder data tidak dapat dipakai</translation>
    </message>
    <message>
        <source>Warehouse and session files go there. Nothing was changed. Make it writable and try again, or choose another folder.</source>
        <translation>Warehouse dan berkas sesi disimpan di sana. Tidak ada yang diubah. Buat folder itu dapat ditulisi lalu coba lagi, atau pilih folder lain.</translation>
    </message>
    <message>
        <source>The broker does not start</source>
        <translation>Broker tidak mau berjalan</translation>
    </message>
    <message>
        <source>The embedded broker is a process of its own, which this window starts. The warehouse is as it was. Try again; if that fails, too, the reason below says what to mend.</source>
        <translation>Broker tertanam adalah proses tersendiri yang dijalankan jendela ini. Warehouse tidak berubah. Coba lagi; bila tetap gagal, alasan di bawah menunjukkan apa yang harus diperbaiki.</translation>
    </message>
    <message>
        <source>The warehouse cannot be opened</source>
        <translation>Warehouse tidak dapat dibuka</translation>
    </message>
    <message>
        <source>Its file is damaged, or it is not one of this program. It was left as it is. Put a sound copy there and try again, or choose another folder and begin with a new warehouse.</source>
        <translation>Berkasnya rusak, atau bukan milik program ini. Berkas itu dibiarkan apa adanya. Letakkan salinan yang utuh lalu coba lagi, atau pilih folder lain dan mulai dengan warehouse baru.</translation>
    </message>
    <message>
        <source>The pipeline could not start</source>
        <translation>Pipeline tidak dapat dimulai</translation>
    </message>
    <message>
        <source>The warehouse is as it was. Mend the cause below, then try again.</source>
        <translation>Warehouse tidak berubah. Perbaiki penyebab di bawah ini, lalu coba lagi.</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>Pilih folder lain…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>One hop after the other, when it is asked for: with the same seed the same order each time.</source>
        <translation>Satu langkah demi satu langkah, saat diminta: dengan seed yang sama urutannya selalu sama.</translation>
    </message>
    <message>
        <source>All stages work at once. With the same seed the same records come, but which of them is first in another partition is left to chance.</source>
        <translation>Semua tahap bekerja bersamaan. Dengan seed yang sama isi record-nya sama, tetapi urutan antarpartition bisa berbeda tiap kali.</translation>
    </message>
    <message>
        <source>Another program writes into these topics, too.</source>
        <translation>Ada program lain yang juga menulis ke topic-topic ini.</translation>
    </message>
    <message>
        <source>Each step by hand</source>
        <translation>Setiap langkah ditekan sendiri</translation>
    </message>
    <message>
        <source>One hop every two seconds</source>
        <translation>Satu hop tiap dua detik</translation>
    </message>
    <message>
        <source>One hop a second</source>
        <translation>Satu hop per detik</translation>
    </message>
    <message>
        <source>Three hops a second</source>
        <translation>Tiga hop per detik</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Kecepatan</translation>
    </message>
    <message>
        <source>runs now</source>
        <translation>sedang berjalan</translation>
    </message>
    <message>
        <source>Going to: %1</source>
        <translation>Berpindah ke: %1</translation>
    </message>
    <message>
        <source>Where the broker runs</source>
        <translation>Tempat broker berjalan</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Batalkan</translation>
    </message>
    <message>
        <source>What is real here…</source>
        <translation>Apa yang nyata di sini…</translation>
    </message>
    <message>
        <source>%1 was not reached. Everything is as it was.</source>
        <translation>%1 tidak tercapai. Semuanya tetap seperti semula.</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>%1 tidak dapat dijangkau</translation>
    </message>
    <message>
        <source>It was chosen the last time. Nothing was changed: warehouse and topics are as they were. Mend what is said below and try again, or go on with the embedded broker, which needs nothing.</source>
        <translation>Lingkungan ini dipilih terakhir kali. Tidak ada yang berubah: warehouse dan topic tetap seperti semula. Perbaiki yang disebut di bawah lalu coba lagi, atau lanjutkan dengan broker tertanam yang tidak memerlukan apa pun.</translation>
    </message>
    <message>
        <source>Use the embedded broker</source>
        <translation>Pakai broker tertanam</translation>
    </message>
    <message>
        <source>%1: change where the broker runs, or see what is real</source>
        <translation>%1: ganti tempat broker berjalan, atau lihat apa yang nyata</translation>
    </message>
    <message>
        <source>Nothing runs now</source>
        <translation>Sekarang tidak ada yang berjalan</translation>
    </message>
    <message>
        <source>The start of %1 was given up, as you wanted. Warehouse and topics are as they were. Try it again, or go on with the embedded broker, which needs nothing.</source>
        <translation>%1 batal dijalankan, sesuai permintaan Anda. Warehouse dan topic tetap seperti semula. Coba lagi, atau lanjutkan dengan broker tertanam, yang tidak memerlukan apa pun.</translation>
    </message>
    <message>
        <source>The warehouse stays the same, wherever the broker runs.</source>
        <translation>Warehouse-nya tetap sama, di mana pun broker berjalan.</translation>
    </message>
    <message>
        <source>What the brokers write down</source>
        <translation>Yang dicatat broker</translation>
    </message>
    <message>
        <source>Running free · same content, any order across partitions</source>
        <translation>Berjalan bebas · isi sama, urutan antar-partition bebas</translation>
    </message>
    <message>
        <source>Running free · any order across partitions</source>
        <translation>Berjalan bebas · urutan antar-partition bebas</translation>
    </message>
    <message>
        <source>Conducted · seed %1</source>
        <translation>Terkendali · seed %1</translation>
    </message>
    <message>
        <source>There are other clients</source>
        <translation>Ada klien lain</translation>
    </message>
    <message>
        <source>%1 tx/s</source>
        <translation>%1 tx/dtk</translation>
    </message>
    <message>
        <source>%1 transactions of the campus database a second</source>
        <translation>%1 transaksi database kampus per detik</translation>
    </message>
    <message>
        <source>Pause first: steps are made while nothing runs by itself.</source>
        <translation>Jeda dahulu: langkah hanya bisa dijalankan selama tidak ada yang berjalan sendiri.</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Node %1</translation>
    </message>
    <message>
        <source>Read the log again</source>
        <translation>Baca lagi log-nya</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Belum ada apa-apa.</translation>
    </message>
</context>
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
        <source>an array</source>
        <translation>sebuah array</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>sebuah objek</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>tidak ada apa-apa</translation>
    </message>
    <message>
        <source>The file must hold one JSON object at its top.</source>
        <translation>Berkas harus berisi satu objek JSON di tingkat teratas.</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; is missing here. Add it.</source>
        <translation>Kunci &quot;%1&quot; tidak ada di sini. Tambahkan.</translation>
    </message>
    <message>
        <source>The value of &quot;%1&quot; must be %2, but here stands %3.</source>
        <translation>Nilai &quot;%1&quot; harus berupa %2, tetapi di sini tertulis %3.</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>teks</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>salah satu dari %1</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>bilangan bulat dari %1 sampai %2</translation>
    </message>
    <message>
        <source>a number with at most %1 decimals</source>
        <translation>bilangan dengan paling banyak %1 angka desimal</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true atau false</translation>
    </message>
    <message>
        <source>an array of texts</source>
        <translation>array berisi teks</translation>
    </message>
    <message>
        <source>The array &quot;%1&quot; must hold only texts.</source>
        <translation>Array &quot;%1&quot; hanya boleh berisi teks.</translation>
    </message>
    <message>
        <source>an array of objects</source>
        <translation>array berisi objek</translation>
    </message>
    <message>
        <source>The array &quot;%1&quot; must hold only objects.</source>
        <translation>Array &quot;%1&quot; hanya boleh berisi objek.</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; is not known here. Known are: %2.</source>
        <translation>Kunci &quot;%1&quot; tidak dikenal di sini. Yang dikenal: %2.</translation>
    </message>
    <message>
        <source>The file is not valid JSON: %1 Mend the text at this place.</source>
        <translation>Berkas bukan JSON yang sah: %1 Perbaiki teks di tempat ini.</translation>
    </message>
    <message>
        <source>The file is not valid UTF-8. Save it with that encoding.</source>
        <translation>Berkas bukan UTF-8 yang sah. Simpan ulang dengan pengodean UTF-8.</translation>
    </message>
    <message>
        <source>The key &quot;%1&quot; stands twice in one object. Remove one of them.</source>
        <translation>Kunci &quot;%1&quot; tertulis dua kali dalam satu objek. Hapus salah satunya.</translation>
    </message>
    <message>
        <source>The file nests its values more than %1 levels deep.</source>
        <translation>Nilai di dalam berkas bersarang lebih dari %1 tingkat.</translation>
    </message>
    <message>
        <source>The folder of the database file does not exist. Nothing was written; create the folder or choose another path.</source>
        <translation>Folder untuk berkas basis data tidak ada. Tidak ada yang ditulis; buat foldernya atau pilih jalur lain.</translation>
    </message>
    <message>
        <source>The database file cannot be opened or created here. Nothing was written; check the rights of the file and its folder or choose another path.</source>
        <translation>Berkas basis data tidak dapat dibuka atau dibuat di sini. Tidak ada yang ditulis; periksa izin berkas dan foldernya, atau pilih jalur lain.</translation>
    </message>
    <message>
        <source>There is no database file at this path. Check the path.</source>
        <translation>Tidak ada berkas basis data di jalur ini. Periksa jalurnya.</translation>
    </message>
    <message>
        <source>There is no statement to run. Type a query first.</source>
        <translation>Tidak ada pernyataan untuk dijalankan. Ketik kueri terlebih dahulu.</translation>
    </message>
    <message>
        <source>A second statement begins here. Nothing was run; run one statement at a time.</source>
        <translation>Pernyataan kedua dimulai di sini. Tidak ada yang dijalankan; jalankan satu pernyataan setiap kali.</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>ini sebuah folder</translation>
    </message>
    <message>
        <source>its folder does not exist</source>
        <translation>foldernya tidak ada</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>berkasnya tidak ada</translation>
    </message>
    <message>
        <source>you have no permission for it</source>
        <translation>Anda tidak punya izin untuk itu</translation>
    </message>
    <message>
        <source>an object is not closed with }</source>
        <translation>sebuah object belum ditutup dengan }</translation>
    </message>
    <message>
        <source>an array is not closed with ]</source>
        <translation>sebuah array belum ditutup dengan ]</translation>
    </message>
    <message>
        <source>a colon is missing after a name</source>
        <translation>ada titik dua yang hilang setelah sebuah nama</translation>
    </message>
    <message>
        <source>a comma is missing between two values</source>
        <translation>ada koma yang hilang di antara dua nilai</translation>
    </message>
    <message>
        <source>a value is not valid</source>
        <translation>ada nilai yang tidak sah</translation>
    </message>
    <message>
        <source>a number is not valid</source>
        <translation>ada angka yang tidak sah</translation>
    </message>
    <message>
        <source>a character after a backslash is not valid</source>
        <translation>karakter setelah garis miring terbalik tidak sah</translation>
    </message>
    <message>
        <source>a text is not valid UTF-8</source>
        <translation>ada teks yang bukan UTF-8 yang sah</translation>
    </message>
    <message>
        <source>a text is not closed with &quot;</source>
        <translation>sebuah teks belum ditutup dengan &quot;</translation>
    </message>
    <message>
        <source>a name in quotation marks or } is missing</source>
        <translation>nama dalam tanda kutip atau } tidak ada</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>susunannya terlalu dalam</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>terlalu besar</translation>
    </message>
    <message>
        <source>something stands behind its end</source>
        <translation>ada sesuatu setelah akhirnya</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no database. Write mysql://USER@HOST:PORT/DB, or mysql://USER@/DB?socket=PATH.</source>
        <translation>&quot;%1&quot; tidak menyebut basis data. Tulislah mysql://USER@HOST:PORT/DB, atau mysql://USER@/DB?socket=PATH.</translation>
    </message>
    <message>
        <source>Qt&apos;s driver for MySQL and MariaDB is not installed. Install it with: apt install libqt6sql6-mysql</source>
        <translation>Driver Qt untuk MySQL dan MariaDB belum terpasang. Pasang dengan: apt install libqt6sql6-mysql</translation>
    </message>
    <message>
        <source>Only an account with the right SELECT alone is safe from what a query&apos;s text can do. Use a client of the database with such an account.</source>
        <translation>Hanya akun yang memiliki hak SELECT saja yang aman dari isi sebuah query. Gunakan klien basis data dengan akun seperti itu.</translation>
    </message>
    <message>
        <source>The database server at %1 does not answer: %2. Start it, or check host and port.</source>
        <translation>Server basis data di %1 tidak menjawab: %2. Jalankan servernya, atau periksa host dan port.</translation>
    </message>
    <message>
        <source>The server has no database &quot;%1&quot;. Create it with: CREATE DATABASE `%1` CHARACTER SET utf8mb4;</source>
        <translation>Server tidak memiliki basis data &quot;%1&quot;. Buatlah dengan: CREATE DATABASE `%1` CHARACTER SET utf8mb4;</translation>
    </message>
    <message>
        <source>A record is larger than what the database server takes at once. Nothing was written; raise its max_allowed_packet to 64M.</source>
        <translation>Sebuah record lebih besar daripada yang diterima server basis data sekaligus. Tidak ada yang ditulis; naikkan max_allowed_packet server menjadi 64M.</translation>
    </message>
    <message>
        <source>A password does not belong in the address, where others can read it. Put it into the environment variable %1.</source>
        <translation>Kata sandi tidak boleh ditulis di alamat karena dapat dibaca orang lain. Simpan di variabel lingkungan %1.</translation>
    </message>
    <message>
        <source>The database server refuses: %1. Check the user&apos;s name and rights, and the password in %2.</source>
        <translation>Server basis data menolak: %1. Periksa nama dan hak pengguna, serta kata sandi di %2.</translation>
    </message>
    <message>
        <source>The database file was removed or replaced while it was in use. Nothing more is written. Put it back or name another one, and start again: what Kafka still holds is read again.</source>
        <translation>File basis data dihapus atau diganti saat masih dipakai. Tidak ada lagi yang ditulis. Kembalikan file itu atau sebutkan yang lain, lalu jalankan lagi: yang ada di Kafka akan dibaca lagi.</translation>
    </message>
    <message>
        <source>This is a folder, not a database file. Nothing was written; add the name of a file to it.</source>
        <translation>Ini folder, bukan berkas basis data. Tidak ada yang ditulis; tambahkan nama berkas di belakangnya.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>disknya penuh</translation>
    </message>
    <message>
        <source>This statement gives no rows, and what it has set ended with its session. The console only reads; use SELECT.</source>
        <translation>Pernyataan ini tidak menghasilkan baris, dan yang diaturnya berakhir bersama sesinya. Konsol ini hanya membaca; pakai SELECT.</translation>
    </message>
    <message>
        <source>The account %1 may do more than read: it has the right %2. Only USAGE, SELECT and SHOW VIEW keep what a query&apos;s text can do harmless.</source>
        <translation>Akun %1 boleh lebih dari sekadar membaca: ada hak %2. Hanya dengan USAGE, SELECT, dan SHOW VIEW teks kueri tidak berbahaya.</translation>
    </message>
    <message>
        <source>The database server refuses: %1. Check the user&apos;s name and rights, and the password that was typed or kept.</source>
        <translation>Server basis data menolak: %1. Periksa nama dan hak pengguna, serta kata sandi yang diketik atau disimpan.</translation>
    </message>
</context>
<context>
    <name>bridge</name>
    <message>
        <source>here too</source>
        <translation>berlaku juga di sini</translation>
    </message>
    <message>
        <source>real Kafka only</source>
        <translation>hanya di Kafka sungguhan</translation>
    </message>
    <message>
        <source>Shows what would happen, like the preview.</source>
        <translation>Menunjukkan apa yang akan terjadi, seperti pratinjau.</translation>
    </message>
    <message>
        <source>Works only while the group has no running members: stop them first.</source>
        <translation>Hanya dapat dipakai selama group tidak punya anggota yang berjalan: hentikan dahulu.</translation>
    </message>
    <message>
        <source>A member of the same group in a process of its own.</source>
        <translation>Anggota dari group yang sama dalam proses tersendiri.</translation>
    </message>
    <message>
        <source>A SQLite file has no server that could be stopped.</source>
        <translation>Berkas SQLite tidak punya server yang dapat dihentikan.</translation>
    </message>
    <message>
        <source>In that shell; as long as the transaction is open, nobody else can write.</source>
        <translation>Di shell itu; selama transaksi terbuka, yang lain tidak dapat menulis.</translation>
    </message>
    <message>
        <source>Not every record reached the warehouse in time. What was left in the topics ends with the embedded broker; the warehouse holds nothing twice.</source>
        <translation>Tidak semua record sampai di warehouse tepat waktu. Yang tersisa di topic hilang bersama broker tertanam; di warehouse tidak ada yang ganda.</translation>
    </message>
    <message>
        <source>The pipeline did not stop in time, so it was left as it is. The warehouse is consistent: an open transaction is rolled back when it is opened again.</source>
        <translation>Pipeline tidak berhenti tepat waktu, jadi tidak ditunggu lagi. Warehouse tetap konsisten: transaksi yang terbuka dibatalkan saat dibuka lagi.</translation>
    </message>
    <message>
        <source>msg/s</source>
        <translation>pesan/dtk</translation>
    </message>
    <message>
        <source>Messages kept</source>
        <translation>Pesan tersimpan</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>Berkas CSV</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>seed %1</translation>
    </message>
    <message>
        <source>The file has been read to its end.</source>
        <translation>Berkas sudah dibaca sampai akhir.</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Laju</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/dtk</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>maksimum</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Transform</translation>
    </message>
    <message>
        <source>A record is tried again.</source>
        <translation>Sebuah record dicoba lagi.</translation>
    </message>
    <message>
        <source>JoinGroup, waiting for members (3 s)</source>
        <translation>JoinGroup, menunggu anggota (3 dtk)</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>rows/s</source>
        <translation>baris/dtk</translation>
    </message>
    <message>
        <source>Locked by another connection: readers go on, writers wait.</source>
        <translation>Dikunci koneksi lain: masih dapat dibaca, penulisan menunggu.</translation>
    </message>
    <message>
        <source>Closed: no loader gets to it.</source>
        <translation>Ditutup: loader tidak dapat masuk.</translation>
    </message>
    <message>
        <source>The partition could not be read in time to find that moment. Nothing was changed; try again.</source>
        <translation>Partition tidak terbaca tepat waktu untuk mencari saat itu. Tidak ada yang diubah; coba lagi.</translation>
    </message>
    <message>
        <source>The group could not be joined in time to commit for it. No offset was changed; try again.</source>
        <translation>Tidak sempat bergabung dengan group untuk melakukan commit. Tidak ada offset yang diubah; coba lagi.</translation>
    </message>
    <message>
        <source>Session file</source>
        <translation>Berkas sesi</translation>
    </message>
    <message>
        <source>%1 acknowledged = %2 applied + %3 superseded + %4 duplicate events + %5 dead letters + %6 filtered + %7 lost; %8 doubled.</source>
        <translation>%1 terkonfirmasi = %2 tersimpan + %3 tergantikan + %4 event duplikat + %5 dead letter + %6 tersaring + %7 hilang; %8 ganda.</translation>
    </message>
    <message>
        <source>Nothing runs at the moment, so this was not done.</source>
        <translation>Saat ini tidak ada yang berjalan, jadi ini tidak dilakukan.</translation>
    </message>
    <message>
        <source>%1 does not run, so nothing was done.</source>
        <translation>%1 tidak berjalan, jadi tidak ada yang dilakukan.</translation>
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
        <source>Step</source>
        <translation>Langkah</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>Tambah anggota</translation>
    </message>
    <message>
        <source>Stop a member</source>
        <translation>Hentikan anggota</translation>
    </message>
    <message>
        <source>Crash a member</source>
        <translation>Matikan paksa anggota</translation>
    </message>
    <message>
        <source>Hold a member</source>
        <translation>Tahan anggota</translation>
    </message>
    <message>
        <source>Slow consumer</source>
        <translation>Consumer lambat</translation>
    </message>
    <message>
        <source>Broker</source>
        <translation>Broker</translation>
    </message>
    <message>
        <source>Database outage</source>
        <translation>Gangguan basis data</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Lonjakan</translation>
    </message>
    <message>
        <source>Produce a message</source>
        <translation>Kirim pesan</translation>
    </message>
    <message>
        <source>The broker has not said where the message went.</source>
        <translation>Broker belum memberi tahu ke mana pesan itu masuk.</translation>
    </message>
    <message>
        <source>The application runs no group of this name.</source>
        <translation>Aplikasi tidak menjalankan group dengan nama ini.</translation>
    </message>
    <message>
        <source>Reset preview</source>
        <translation>Pratinjau reset</translation>
    </message>
    <message>
        <source>Reset offsets</source>
        <translation>Reset offset</translation>
    </message>
    <message>
        <source>The broker has not sent the message within three seconds. It is still in the log; try again in a moment.</source>
        <translation>Broker belum mengirim pesannya dalam tiga detik. Pesan itu masih ada di log; coba lagi sebentar lagi.</translation>
    </message>
    <message>
        <source>The query took longer than %1 seconds and was stopped.</source>
        <translation>Kueri berjalan lebih dari %1 detik dan dihentikan.</translation>
    </message>
    <message>
        <source>This row is no longer in the table: it was replaced. Choose another row.</source>
        <translation>Baris ini sudah tidak ada di tabel karena telah diganti. Pilih baris lain.</translation>
    </message>
    <message>
        <source>The database has refused this statement: the console only reads. Nothing was changed; use SELECT.</source>
        <translation>Basis data menolak pernyataan ini: konsol hanya membaca. Tidak ada yang berubah; gunakan SELECT.</translation>
    </message>
    <message>
        <source>The query took longer than %1 seconds and was stopped. Nothing was changed; ask for fewer rows, or filter by a key.</source>
        <translation>Kueri berjalan lebih dari %1 detik dan dihentikan. Tidak ada yang berubah; minta lebih sedikit baris, atau saring menurut kunci.</translation>
    </message>
    <message>
        <source>You have stopped the query.</source>
        <translation>Anda menghentikan kueri ini.</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>Maksud Anda %1?</translation>
    </message>
    <message>
        <source>There is no table %1.</source>
        <translation>Tidak ada tabel %1.</translation>
    </message>
    <message>
        <source>None of the tables in this query has a column %1.</source>
        <translation>Tidak satu pun tabel dalam kueri ini punya kolom %1.</translation>
    </message>
    <message>
        <source>SQLite has no function %1.</source>
        <translation>SQLite tidak punya fungsi %1.</translation>
    </message>
    <message>
        <source>More than one table has a column %1. Write the table before it: table.%1.</source>
        <translation>Lebih dari satu tabel punya kolom %1. Tulis nama tabel di depannya: tabel.%1.</translation>
    </message>
    <message>
        <source>The statement ends too early: something is missing at its end.</source>
        <translation>Pernyataan berakhir terlalu cepat: ada yang kurang di ujungnya.</translation>
    </message>
    <message>
        <source>A quotation mark that is opened here is never closed.</source>
        <translation>Tanda kutip yang dibuka di sini tidak pernah ditutup.</translation>
    </message>
    <message>
        <source>A function such as COUNT or SUM may not stand here. Put its condition into HAVING.</source>
        <translation>Fungsi seperti COUNT atau SUM tidak boleh berada di sini. Taruh syaratnya di HAVING.</translation>
    </message>
    <message>
        <source>SQLite does not understand the statement at &quot;%1&quot;.</source>
        <translation>SQLite tidak memahami pernyataan pada &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>SQLite reports: %1.</source>
        <translation>SQLite melaporkan: %1.</translation>
    </message>
    <message>
        <source>Write it like customer.city = Bandung or items[0].qty &gt; 2. To find a text that holds such a sign, put it in quotes.</source>
        <translation>Tulislah seperti customer.city = Bandung atau items[0].qty &gt; 2. Untuk mencari teks yang memuat tanda itu, apit teksnya dengan tanda kutip.</translation>
    </message>
    <message>
        <source>There is no comparison in it.</source>
        <translation>Tidak ada tanda perbandingan di dalamnya.</translation>
    </message>
    <message>
        <source>After %1 the value is missing.</source>
        <translation>Nilai sesudah %1 belum ada.</translation>
    </message>
    <message>
        <source>In “%1”, brackets hold an element&apos;s number, or * for any.</source>
        <translation>Pada “%1”, kurung siku berisi nomor elemen, atau * untuk elemen mana pun.</translation>
    </message>
    <message>
        <source>“%1” is no path of fields.</source>
        <translation>“%1” bukan jalur field.</translation>
    </message>
    <message>
        <source>The folder cannot be made or written.</source>
        <translation>Folder itu tidak dapat dibuat atau ditulisi.</translation>
    </message>
    <message>
        <source>In “%1” a field&apos;s name is missing.</source>
        <translation>Pada “%1” ada nama field yang kosong.</translation>
    </message>
    <message>
        <source>1 partition</source>
        <translation>1 partition</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 partition</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generator</translation>
    </message>
    <message>
        <source>Acked</source>
        <translation>Ack</translation>
    </message>
    <message>
        <source>consumer group</source>
        <translation>consumer group</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Jeda</translation>
    </message>
    <message>
        <source>+%1 ms</source>
        <translation>+%1 ms</translation>
    </message>
    <message>
        <source>The broker starts.</source>
        <translation>Broker sedang dimulai.</translation>
    </message>
    <message>
        <source>No members: nobody reads, and the lag grows.</source>
        <translation>Tidak ada anggota: tidak ada yang membaca, dan lag bertambah.</translation>
    </message>
    <message>
        <source>Upserts</source>
        <translation>Upsert</translation>
    </message>
    <message>
        <source>Absorbed</source>
        <translation>Diserap</translation>
    </message>
    <message>
        <source>Transform took %1</source>
        <translation>Transform membaca %1</translation>
    </message>
    <message>
        <source>Transform processed %1</source>
        <translation>Transform memproses %1</translation>
    </message>
    <message>
        <source>Transform turned %1 into %2</source>
        <translation>Transform mengubah %1 menjadi %2</translation>
    </message>
    <message>
        <source>Transform put %1 aside as %2</source>
        <translation>Transform menyisihkan %1 ke %2</translation>
    </message>
    <message>
        <source>Transform committed %1</source>
        <translation>Transform commit %1</translation>
    </message>
    <message>
        <source>Loader took %1</source>
        <translation>Loader membaca %1</translation>
    </message>
    <message>
        <source>Loader stored %1 in the warehouse</source>
        <translation>Loader menyimpan %1 ke warehouse</translation>
    </message>
    <message>
        <source>Loader committed %1</source>
        <translation>Loader commit %1</translation>
    </message>
    <message>
        <source>Transform takes it</source>
        <translation>dibaca transform</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>commit</translation>
    </message>
    <message>
        <source>the transform steps</source>
        <translation>langkah-langkah transform</translation>
    </message>
    <message>
        <source>the database transaction</source>
        <translation>transaksi database</translation>
    </message>
    <message>
        <source>Nothing is left to do: every record has arrived.</source>
        <translation>Tidak ada lagi yang perlu dikerjakan: semua record sudah sampai.</translation>
    </message>
    <message>
        <source>The source produced %1</source>
        <translation>Sumber menulis %1</translation>
    </message>
    <message>
        <source>%1 · the record has arrived</source>
        <translation>%1 · record sudah sampai</translation>
    </message>
    <message>
        <source>only for a member in a process of its own</source>
        <translation>hanya untuk anggota yang berupa proses sendiri</translation>
    </message>
    <message>
        <source>only with a database server</source>
        <translation>hanya dengan server basis data</translation>
    </message>
    <message>
        <source>The member finishes what it has in hand, commits and leaves the group. Here it is a thread of the application: its process id would end the application.</source>
        <translation>Anggota menyelesaikan yang dipegangnya, melakukan commit, lalu keluar dari group. Di sini anggota berupa thread aplikasi: id prosesnya akan mengakhiri aplikasi ini.</translation>
    </message>
    <message>
        <source>Nothing is committed, and the group notices after session.timeout.ms. Here it is a thread of the application: its process id would end the application.</source>
        <translation>Tidak ada yang di-commit, dan group baru tahu setelah session.timeout.ms. Di sini anggota berupa thread aplikasi: id prosesnya akan mengakhiri aplikasi ini.</translation>
    </message>
    <message>
        <source>On the machine of broker %1.</source>
        <translation>Di mesin broker %1.</translation>
    </message>
    <message>
        <source>broker %1 down</source>
        <translation>broker %1 mati</translation>
    </message>
    <message>
        <source>There are two comparisons: %1 and %2.</source>
        <translation>Ada dua tanda perbandingan: %1 dan %2.</translation>
    </message>
    <message>
        <source>The warehouse takes nothing. The records wait and are tried again.</source>
        <translation>Warehouse tidak menerima apa pun. Record menunggu dan dicoba lagi.</translation>
    </message>
    <message>
        <source>No broker answers.</source>
        <translation>Tidak ada broker yang menjawab.</translation>
    </message>
    <message>
        <source>A broker does not answer.</source>
        <translation>Ada broker yang tidak menjawab.</translation>
    </message>
    <message>
        <source>No broker answered any more, so the run was left as it stood. What was acknowledged and not yet stored is kept in the topics; the next run on this Kafka goes on with it.</source>
        <translation>Tidak ada lagi broker yang menjawab, jadi proses dibiarkan apa adanya. Yang sudah terkonfirmasi tetapi belum disimpan tetap ada di topic; proses berikutnya di Kafka ini melanjutkannya.</translation>
    </message>
    <message>
        <source>Not every record reached the warehouse in time. The rest is kept in the topics; the next run on this Kafka goes on with it.</source>
        <translation>Tidak semua pesan sampai ke warehouse tepat waktu. Sisanya tetap ada di topic; proses berikutnya di Kafka ini melanjutkannya.</translation>
    </message>
    <message>
        <source>The run before has ended in order, and nothing was lost.</source>
        <translation>Proses sebelumnya berakhir dengan tertib, dan tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>ISR %1/%2</source>
        <translation>ISR %1/%2</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>tanpa leader</translation>
    </message>
    <message>
        <source>leader %1</source>
        <translation>leader %1</translation>
    </message>
    <message>
        <source>Replicas in sync</source>
        <translation>Replika sinkron</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 dari %2</translation>
    </message>
    <message>
        <source>Leaders</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>Given up, as you wanted. Nothing was changed.</source>
        <translation>Dibatalkan sesuai permintaan. Tidak ada yang berubah.</translation>
    </message>
    <message>
        <source>Looking for what it needs …</source>
        <translation>Mencari yang diperlukan …</translation>
    </message>
    <message>
        <source>The present run ends in order …</source>
        <translation>Proses yang berjalan diakhiri dengan tertib …</translation>
    </message>
    <message>
        <source>What it has acknowledged is on its disk. It comes back by &quot;End&quot; at &quot;Broker down&quot;, among the faults.</source>
        <translation>Yang sudah dikonfirmasinya ada di diska. Node kembali lewat &quot;Akhiri&quot; pada &quot;Broker mati&quot;, di antara gangguan.</translation>
    </message>
    <message>
        <source>CDC (emulated)</source>
        <translation>CDC (tiruan)</translation>
    </message>
    <message>
        <source>in Maxwell&apos;s format</source>
        <translation>format Maxwell</translation>
    </message>
    <message>
        <source>Polling</source>
        <translation>Polling</translation>
    </message>
    <message>
        <source>by id</source>
        <translation>menurut id</translation>
    </message>
    <message>
        <source>by updated_at</source>
        <translation>menurut updated_at</translation>
    </message>
    <message>
        <source>REST API</source>
        <translation>REST API</translation>
    </message>
    <message>
        <source>Other topic</source>
        <translation>Topic lain</translation>
    </message>
    <message>
        <source>events/s</source>
        <translation>event/dtk</translation>
    </message>
    <message>
        <source>tx/s</source>
        <translation>tx/dtk</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transaksi</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Belum lengkap</translation>
    </message>
    <message>
        <source>Waits for items</source>
        <translation>Menunggu item</translation>
    </message>
    <message>
        <source>insert</source>
        <translation>insert</translation>
    </message>
    <message>
        <source>update</source>
        <translation>update</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>delete</translation>
    </message>
    <message>
        <source>1 order waits for its items.</source>
        <translation>1 pesanan menunggu item-itemnya.</translation>
    </message>
    <message>
        <source>%1 orders wait for their items.</source>
        <translation>%1 pesanan menunggu item-itemnya.</translation>
    </message>
    <message>
        <source>1 activity waits for its student.</source>
        <translation>1 kegiatan menunggu data mahasiswanya.</translation>
    </message>
    <message>
        <source>%1 activities wait for their student.</source>
        <translation>%1 kegiatan menunggu data mahasiswanya.</translation>
    </message>
    <message>
        <source>The bridge has one member here, and it runs.</source>
        <translation>Di sini bridge hanya punya satu anggota, dan anggota itu sedang berjalan.</translation>
    </message>
    <message>
        <source>The bridge goes on where its own store says, together with the rows it keeps: its offsets are not reset from here.</source>
        <translation>Bridge melanjutkan dari posisi di penyimpanannya sendiri, bersama baris yang masih ditahannya: offset-nya tidak diatur ulang dari sini.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of an API. Write http://HOST:PORT; /orders and /activities are added to it.</source>
        <translation>&quot;%1&quot; bukan alamat API. Tulis http://HOST:PORT; /orders dan /activities ditambahkan sendiri.</translation>
    </message>
    <message>
        <source>The topic that is to be read needs a name.</source>
        <translation>Isi dulu nama topic yang akan dibaca.</translation>
    </message>
    <message>
        <source>%1 is the topic that the records are written to: reading it would never end. Choose another one.</source>
        <translation>%1 adalah topic tujuan record: membacanya tidak akan pernah selesai. Pilih topic lain.</translation>
    </message>
    <message>
        <source>There is no topic &quot;%1&quot; here. Let the other program write its first message, or correct the name.</source>
        <translation>Topic &quot;%1&quot; tidak ada di sini. Biarkan program lain menulis pesan pertamanya, atau perbaiki namanya.</translation>
    </message>
    <message>
        <source>Bridge took %1</source>
        <translation>Bridge mengambil %1</translation>
    </message>
    <message>
        <source>Bridge made %2 of %1 and what it had kept</source>
        <translation>Bridge membuat %2 dari %1 dan baris yang sudah ditahannya</translation>
    </message>
    <message>
        <source>Bridge keeps %1: other rows are missing</source>
        <translation>Bridge menahan %1: baris lain belum ada</translation>
    </message>
    <message>
        <source>Bridge committed %1</source>
        <translation>Bridge melakukan commit %1</translation>
    </message>
    <message>
        <source>the bridge takes it</source>
        <translation>bridge mengambilnya</translation>
    </message>
    <message>
        <source>the rows are joined</source>
        <translation>baris-baris digabungkan</translation>
    </message>
    <message>
        <source>Campus DB</source>
        <translation>DB kampus</translation>
    </message>
    <message>
        <source>Writes to %1.</source>
        <translation>Menulis ke %1.</translation>
    </message>
    <message>
        <source>The value is no valid JSON.</source>
        <translation>Value-nya bukan JSON yang sah.</translation>
    </message>
    <message>
        <source>The value holds bytes that are no UTF-8 text.</source>
        <translation>Value-nya memuat byte yang bukan teks UTF-8.</translation>
    </message>
    <message>
        <source>A name occurs twice in one JSON object, so it is not clear which value counts.</source>
        <translation>Ada nama yang muncul dua kali dalam satu objek JSON, jadi tidak jelas nilai mana yang berlaku.</translation>
    </message>
    <message>
        <source>The message is larger than the pipeline accepts.</source>
        <translation>Pesan ini lebih besar dari yang diterima pipeline.</translation>
    </message>
    <message>
        <source>The JSON is nested more deeply than the pipeline accepts.</source>
        <translation>JSON ini bersarang lebih dalam dari yang diterima pipeline.</translation>
    </message>
    <message>
        <source>The value is JSON, but not an object with fields.</source>
        <translation>Value-nya JSON, tetapi bukan objek dengan field.</translation>
    </message>
    <message>
        <source>A row was deleted in the source, and this dataset has no rule for that.</source>
        <translation>Sebuah baris dihapus di sumber, dan dataset ini tidak punya aturan untuk itu.</translation>
    </message>
    <message>
        <source>A required field is missing or empty.</source>
        <translation>Ada field wajib yang hilang atau kosong.</translation>
    </message>
    <message>
        <source>A field holds another kind of value than it should.</source>
        <translation>Ada field yang jenis nilainya tidak sesuai.</translation>
    </message>
    <message>
        <source>A field that should hold a number does not.</source>
        <translation>Ada field yang seharusnya berisi angka, tetapi tidak.</translation>
    </message>
    <message>
        <source>A quantity is negative.</source>
        <translation>Ada jumlah yang negatif.</translation>
    </message>
    <message>
        <source>A value that must be unique occurs twice, for example an item&apos;s line number.</source>
        <translation>Nilai yang harus unik muncul dua kali, misalnya nomor baris barang.</translation>
    </message>
    <message>
        <source>The unit is not in the unit table, so the quantity cannot be converted.</source>
        <translation>Satuannya tidak ada di tabel satuan, jadi jumlahnya tidak dapat dikonversi.</translation>
    </message>
    <message>
        <source>A price cannot be read as an amount of money.</source>
        <translation>Ada harga yang tidak dapat dibaca sebagai jumlah uang.</translation>
    </message>
    <message>
        <source>Prices in different currencies stand in one order.</source>
        <translation>Satu pesanan memuat harga dalam mata uang yang berbeda.</translation>
    </message>
    <message>
        <source>A date or time is in none of the known forms.</source>
        <translation>Ada tanggal atau waktu yang bentuknya tidak dikenal.</translation>
    </message>
    <message>
        <source>A computed amount is too large to be stored exactly.</source>
        <translation>Hasil hitungan terlalu besar untuk disimpan dengan tepat.</translation>
    </message>
    <message>
        <source>A formula divides by zero.</source>
        <translation>Ada rumus yang membagi dengan nol.</translation>
    </message>
    <message>
        <source>The achievement&apos;s level or rank is not in the regulation&apos;s table.</source>
        <translation>Tingkat atau peringkat prestasinya tidak ada di tabel peraturan.</translation>
    </message>
    <message>
        <source>A lookup table has no entry for this value.</source>
        <translation>Tabel rujukan tidak punya entri untuk nilai ini.</translation>
    </message>
    <message>
        <source>The message is a tombstone: a key without a value, Kafka&apos;s mark for a deletion.</source>
        <translation>Pesan ini tombstone: key tanpa value, tanda penghapusan di Kafka.</translation>
    </message>
    <message>
        <source>The message tells of the database itself, not of a row that has changed.</source>
        <translation>Pesan ini tentang basis datanya sendiri, bukan tentang baris yang berubah.</translation>
    </message>
    <message>
        <source>A filter of the transform leaves such records out.</source>
        <translation>Filter di transform menyisihkan record seperti ini.</translation>
    </message>
    <message>
        <source>The lookup does not answer; the record is tried again.</source>
        <translation>Tabel rujukan tidak menjawab; record dicoba lagi.</translation>
    </message>
    <message>
        <source>The message is no change of a row as Maxwell writes it.</source>
        <translation>Pesan ini bukan perubahan baris seperti yang ditulis Maxwell.</translation>
    </message>
    <message>
        <source>The change does not say which row it is: its primary key is missing.</source>
        <translation>Perubahan ini tidak menyebut barisnya: primary key-nya tidak ada.</translation>
    </message>
    <message>
        <source>The name of the table or of a column cannot be used.</source>
        <translation>Nama tabel atau salah satu kolomnya tidak dapat dipakai.</translation>
    </message>
    <message>
        <source>The primary key belonged to a row that was deleted.</source>
        <translation>Primary key ini pernah dipakai baris yang sudah dihapus.</translation>
    </message>
    <message>
        <source>The message has no value.</source>
        <translation>Pesan ini tidak punya value.</translation>
    </message>
    <message>
        <source>The business key is longer than the warehouse can index.</source>
        <translation>Key bisnisnya lebih panjang dari yang dapat diindeks warehouse.</translation>
    </message>
    <message>
        <source>This is intended: the record was put aside and counted, and nothing has to be done.</source>
        <translation>Ini memang disengaja: record disisihkan dan dihitung, dan tidak ada yang perlu dilakukan.</translation>
    </message>
    <message>
        <source>The record is kept here as it came. Mend the rule or the sender, then produce the record again.</source>
        <translation>Record disimpan di sini apa adanya. Perbaiki aturannya atau pengirimnya, lalu kirim ulang record ini.</translation>
    </message>
    <message>
        <source>In this record: %1</source>
        <translation>Pada record ini: %1</translation>
    </message>
    <message>
        <source>In this record: %1 is %2</source>
        <translation>Pada record ini: %1 berisi %2</translation>
    </message>
    <message>
        <source>Delivery semantics</source>
        <translation>Jaminan pengiriman (delivery semantics)</translation>
    </message>
    <message>
        <source>In a program of your own it is the order of work and commit, and what one transaction holds.</source>
        <translation>Di program Anda sendiri, ini soal urutan kerja dan commit, dan apa yang masuk ke dalam satu transaksi.</translation>
    </message>
    <message>
        <source>On the machine of the database.</source>
        <translation>Di mesin basis data itu.</translation>
    </message>
    <message>
        <source>Not every record reached the warehouse in time. What was left in the topics ends with the embedded broker.</source>
        <translation>Tidak semua record sampai di warehouse tepat waktu. Yang tersisa di topic hilang bersama broker tertanam.</translation>
    </message>
    <message>
        <source>The run before has ended in order.</source>
        <translation>Proses sebelumnya berakhir dengan tertib.</translation>
    </message>
    <message>
        <source>Inserts</source>
        <translation>Insert</translation>
    </message>
    <message>
        <source>Commit first, then work. What a member has in hand when it crashes is never read again: it can be lost, but not doubled.</source>
        <translation>Commit dulu, baru kerja. Yang sedang dipegang anggota saat crash tidak dibaca lagi: bisa hilang, tetapi tidak ganda.</translation>
    </message>
    <message>
        <source>Work first, then commit. After a crash the same records come once more and are inserted again: nothing is lost, but rows can stand there twice.</source>
        <translation>Kerja dulu, baru commit. Setelah crash, record yang sama datang sekali lagi dan di-insert lagi: tidak ada yang hilang, tetapi barisnya bisa ganda.</translation>
    </message>
    <message>
        <source>Records may come twice, their effect in the warehouse does not: rows and offsets are one database transaction. This holds while acknowledged data are replicated, retention exceeds the outage, and the transform is deterministic.</source>
        <translation>Record bisa datang dua kali, tetapi pengaruhnya di warehouse tidak: baris dan offset berada dalam satu transaksi basis data. Ini berlaku selama data yang sudah terkonfirmasi tereplikasi, retention lebih panjang daripada gangguannya, dan transform selalu memberi hasil yang sama.</translation>
    </message>
    <message>
        <source>Output, dead letters and offsets of the transform are one Kafka transaction, and the loader reads committed records only; otherwise like effectively-once, under the same conditions.</source>
        <translation>Hasil, dead letter, dan offset transform berada dalam satu transaksi Kafka, dan loader hanya membaca record yang sudah di-commit; selebihnya seperti effectively-once, dengan syarat yang sama.</translation>
    </message>
    <message>
        <source>Transactions need a real Kafka: this broker shows records of aborted transactions to everybody. Another environment is chosen at the badge in the top bar.</source>
        <translation>Transaksi memerlukan Kafka sungguhan: broker ini memperlihatkan record dari transaksi yang dibatalkan kepada semua pembaca. Lingkungan lain dipilih lewat lencana di bilah atas.</translation>
    </message>
    <message>
        <source>Waiting for a password …</source>
        <translation>Menunggu kata sandi …</translation>
    </message>
    <message>
        <source>There are no transactions here: it goes on with effectively-once.</source>
        <translation>Di sini tidak ada transaksi: dilanjutkan dengan effectively-once.</translation>
    </message>
    <message>
        <source>Another environment is being opened. Wait for it or give it up, then choose again.</source>
        <translation>Lingkungan lain sedang dibuka. Tunggu atau batalkan dulu, lalu pilih lagi.</translation>
    </message>
    <message>
        <source>Records were lost, as at-most-once may do.</source>
        <translation>Ada record yang hilang, seperti yang dapat terjadi pada at-most-once.</translation>
    </message>
    <message>
        <source>The run before it had left records in the topics, too.</source>
        <translation>Run sebelumnya juga meninggalkan record di topic.</translation>
    </message>
    <message>
        <source>No broker answers. The run goes on by itself when one does; choose again then.</source>
        <translation>Tidak ada broker yang menjawab. Pipeline lanjut sendiri begitu ada yang menjawab; pilih lagi setelah itu.</translation>
    </message>
    <message>
        <source>The file would be read again from its first line. Choose another source first, then this.</source>
        <translation>Berkas itu akan dibaca lagi dari baris pertama. Pilih sumber lain dulu, baru pilih ini.</translation>
    </message>
    <message>
        <source>In this mode the loader goes on where Kafka&apos;s commit stands, so another warehouse would lack what came before. Choose effectively-once first.</source>
        <translation>Dalam mode ini loader melanjutkan dari offset yang di-commit di Kafka, sehingga warehouse lain tidak akan berisi yang sebelumnya. Pilih effectively-once dulu.</translation>
    </message>
    <message>
        <source>Records stand there twice, as may happen with at-least-once.</source>
        <translation>Ada record yang tercatat dua kali, seperti yang dapat terjadi pada at-least-once.</translation>
    </message>
    <message>
        <source>No members here: another program reads.</source>
        <translation>Tidak ada anggota di sini: program lain yang membaca.</translation>
    </message>
    <message>
        <source>Does a hundred more transactions in the same database; this window&apos;s change capture publishes them.</source>
        <translation>Melakukan seratus transaksi lagi di database yang sama; perekaman perubahan jendela ini menerbitkannya.</translation>
    </message>
    <message>
        <source>Campus and change capture in a process of their own, without this window: two captures of one database would publish its changes twice. With MySQL a real Maxwell takes the place of the emulation.</source>
        <translation>Kampus dan perekaman perubahan dalam proses tersendiri, tanpa jendela ini: dua perekam atas satu database akan menerbitkan perubahannya dua kali. Dengan MySQL, Maxwell sungguhan menggantikan tiruan ini.</translation>
    </message>
    <message>
        <source>Offsets kept</source>
        <translation>Offset tersimpan</translation>
    </message>
    <message>
        <source>Waits for an open transaction of another producer: %1 P%2, offset %3.</source>
        <translation>Menunggu transaksi producer lain yang masih terbuka: %1 P%2, offset %3.</translation>
    </message>
    <message>
        <source>No broker answers. The pipeline pauses as soon as one does; step then.</source>
        <translation>Tidak ada broker yang menjawab. Pipeline dijeda begitu ada yang menjawab; majulah setelah itu.</translation>
    </message>
    <message>
        <source>the transform takes what came of it</source>
        <translation>transform mengambil hasilnya</translation>
    </message>
    <message>
        <source>the loader takes what came of it</source>
        <translation>hasilnya dibaca loader</translation>
    </message>
    <message>
        <source>A discount is not a share from 0 to 1, for example 0.05 for 5 %.</source>
        <translation>Sebuah diskon bukan bagian dari 0 sampai 1, misalnya 0.05 untuk 5 %.</translation>
    </message>
    <message>
        <source>Put aside by step %1: %2 Click the record to read more.</source>
        <translation>Disisihkan oleh langkah %1: %2 Klik record untuk membaca selengkapnya.</translation>
    </message>
    <message>
        <source>Stored more than once: %1 (%2).</source>
        <translation>Tersimpan lebih dari satu kali: %1 (%2).</translation>
    </message>
    <message>
        <source>Keys with older versions beside the newest: %1.</source>
        <translation>Key yang versi lamanya masih ada di samping yang terbaru: %1.</translation>
    </message>
    <message>
        <source>So it goes on with %1, as before; the settings show what can be done.</source>
        <translation>Karena itu dilanjutkan dengan %1 seperti sebelumnya; di Pengaturan tertulis apa yang dapat dilakukan.</translation>
    </message>
    <message>
        <source>Remove the older rows of each key there, or choose an empty database. Nothing was changed.</source>
        <translation>Hapus dulu baris yang lebih lama dari setiap key di sana, atau pilih database yang kosong. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>%1 acknowledged = %2 applied + %3 superseded + %4 duplicate events + %5 dead letters + %6 filtered + %7 lost + %9 waiting; %8 doubled.</source>
        <translation>%1 terkonfirmasi = %2 tersimpan + %3 tergantikan + %4 event duplikat + %5 dead letter + %6 tersaring + %7 hilang + %9 menunggu; %8 ganda.</translation>
    </message>
    <message>
        <source>The record has no key: its producer was free to choose any partition.</source>
        <translation>Record ini tanpa key: producer-nya bebas memilih partition mana pun.</translation>
    </message>
    <message>
        <source>Maxwell names the partition itself: the hash code of the primary key, as Java computes it, modulo the number of partitions.</source>
        <translation>Maxwell menentukan sendiri partition-nya: hash code primary key, seperti dihitung Java, modulo jumlah partition.</translation>
    </message>
    <message>
        <source>It lies in %1 instead: what is put aside keeps the partition of its input, so that the order can still be told.</source>
        <translation>Record ini justru ada di %1: yang disisihkan tetap memakai partition masukannya, agar urutannya masih dapat diketahui.</translation>
    </message>
    <message>
        <source>It lies in %1 instead: its producer named the partition, or computes it another way.</source>
        <translation>Record ini justru ada di %1: producer-nya menyebut partition itu, atau menghitungnya dengan cara lain.</translation>
    </message>
    <message>
        <source>Change a topic</source>
        <translation>Ubah topic</translation>
    </message>
    <message>
        <source>No broker answers at the moment, so nothing was asked of it. Try again when one does.</source>
        <translation>Saat ini tidak ada broker yang menjawab, jadi tidak ada yang diminta. Coba lagi setelah ada yang menjawab.</translation>
    </message>
    <message>
        <source>Nothing runs at the moment.</source>
        <translation>Saat ini tidak ada yang berjalan.</translation>
    </message>
    <message>
        <source>There is a topic %1 already; it was left as it is. Choose another name.</source>
        <translation>Topic %1 sudah ada dan tidak diubah. Pilih nama lain.</translation>
    </message>
    <message>
        <source>Each replica needs a broker of its own: %1 were asked for, and the cluster has %2 now. Nothing was made.</source>
        <translation>Setiap replika memerlukan broker sendiri: diminta %1, sedangkan cluster sekarang punya %2. Tidak ada yang dibuat.</translation>
    </message>
    <message>
        <source>The cluster has no topic %1 any more.</source>
        <translation>Topic %1 sudah tidak ada di cluster.</translation>
    </message>
    <message>
        <source>The topic has %1 partitions, and their number can only grow. Nothing was changed.</source>
        <translation>Topic ini punya %1 partition, dan jumlahnya hanya bisa bertambah. Tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>The embedded broker keeps 5 MiB of each partition and knows no settings: there is nothing to read or to change here, and a topic keeps its partitions. Choose the local Kafka as the environment to try them.</source>
        <translation>Broker tertanam menyimpan 5 MiB per partition dan tidak mengenal pengaturan: di sini tidak ada yang bisa dibaca atau diubah, dan jumlah partition topic tetap. Pilih Kafka lokal sebagai lingkungan untuk mencobanya.</translation>
    </message>
    <message>
        <source>Kafka takes 1 to 249 letters, digits, dots, dashes and underscores as a name.</source>
        <translation>Nama di Kafka terdiri atas 1 sampai 249 huruf, angka, titik, tanda hubung, dan garis bawah.</translation>
    </message>
    <message>
        <source>Names that begin with two underscores are those of Kafka&apos;s own topics.</source>
        <translation>Nama yang diawali dua garis bawah dipakai untuk topic milik Kafka sendiri.</translation>
    </message>
    <message>
        <source>A recorded session is shown: there is no cluster to change.</source>
        <translation>Yang ditampilkan adalah sesi rekaman: tidak ada cluster yang bisa diubah.</translation>
    </message>
    <message>
        <source>The run that goes on here reads or writes %1, and what lies in it is in its books: without the topic it could not go on. A short retention.ms empties the topic and leaves it there; with the command below it can be deleted while no run uses it.</source>
        <translation>Proses yang sedang berjalan di sini membaca atau menulis %1, dan isinya tercatat dalam pembukuannya: tanpa topic ini proses tidak bisa berlanjut. retention.ms yang pendek mengosongkan topic tanpa menghapusnya; dengan perintah di bawah topic bisa dihapus selama tidak ada proses yang memakainya.</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 hari</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 hari</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 jam</translation>
    </message>
    <message>
        <source>%1 hours</source>
        <translation>%1 jam</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 mnt</translation>
    </message>
    <message>
        <source>%1 minutes</source>
        <translation>%1 mnt</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 detik</translation>
    </message>
    <message>
        <source>%1 seconds</source>
        <translation>%1 detik</translation>
    </message>
    <message>
        <source>%1 milliseconds</source>
        <translation>%1 milidetik</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 byte</translation>
    </message>
    <message>
        <source>What becomes of old records: deleted by age and size, or compacted to the newest one of each key.</source>
        <translation>Apa yang terjadi pada record lama: dihapus menurut umur dan ukuran, atau dipadatkan menjadi yang terbaru untuk setiap key.</translation>
    </message>
    <message>
        <source>How long a record is kept; then Kafka may delete the closed segment that it lies in.</source>
        <translation>Berapa lama record disimpan; setelah itu Kafka boleh menghapus segment tertutup yang memuatnya.</translation>
    </message>
    <message>
        <source>How large a partition may grow before its oldest segments are deleted.</source>
        <translation>Sebesar apa partition boleh tumbuh sebelum segment tertuanya dihapus.</translation>
    </message>
    <message>
        <source>How large a file of the log grows before the next one begins; only closed ones are deleted or compacted.</source>
        <translation>Sebesar apa berkas log tumbuh sebelum berkas berikutnya dimulai; hanya yang sudah tertutup yang dihapus atau dipadatkan.</translation>
    </message>
    <message>
        <source>After how long the next file of the log begins, full or not.</source>
        <translation>Setelah berapa lama berkas log berikutnya dimulai, penuh atau tidak.</translation>
    </message>
    <message>
        <source>How many replicas must have a record before acks=all is answered; with fewer in sync, writing is refused.</source>
        <translation>Berapa replika yang harus memiliki record sebelum acks=all dijawab; bila yang sinkron kurang dari itu, penulisan ditolak.</translation>
    </message>
    <message>
        <source>The largest batch of records that is taken.</source>
        <translation>Batch record terbesar yang diterima.</translation>
    </message>
    <message>
        <source>How the broker stores records: as the producer has compressed them, or its own way.</source>
        <translation>Cara broker menyimpan record: sesuai kompresi producer, atau dengan caranya sendiri.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>tanpa batas</translation>
    </message>
    <message>
        <source>never</source>
        <translation>tidak pernah</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>selamanya</translation>
    </message>
    <message>
        <source>Without a value there is nothing to set.</source>
        <translation>Tanpa nilai tidak ada yang bisa diatur.</translation>
    </message>
    <message>
        <source>%1 is one of: %2.</source>
        <translation>%1 adalah salah satu dari: %2.</translation>
    </message>
    <message>
        <source>This is a whole number of milliseconds.</source>
        <translation>Isinya bilangan bulat dalam milidetik.</translation>
    </message>
    <message>
        <source>This is a whole number of bytes.</source>
        <translation>Isinya bilangan bulat dalam byte.</translation>
    </message>
    <message>
        <source>This is a whole number.</source>
        <translation>Isinya bilangan bulat.</translation>
    </message>
    <message>
        <source>At least the leader has the record: 1 or more.</source>
        <translation>Setidaknya leader memiliki record itu: 1 atau lebih.</translation>
    </message>
    <message>
        <source>Below zero only -1 means something: without an end.</source>
        <translation>Di bawah nol hanya -1 yang punya arti: tanpa batas.</translation>
    </message>
    <message>
        <source>This cannot be less than zero.</source>
        <translation>Nilainya tidak bisa kurang dari nol.</translation>
    </message>
    <message>
        <source>The SQL console is off. %1 Make the account, put its password into %2 (a name other than %3 into %4), and start the program again.</source>
        <translation>Konsol SQL mati. %1 Buat akunnya, taruh kata sandinya di %2 (nama selain %3 di %4), lalu jalankan program ini lagi.</translation>
    </message>
    <message>
        <source>The server has no function %1.</source>
        <translation>Server tidak punya fungsi %1.</translation>
    </message>
    <message>
        <source>A question mark stands for a value, and the console gives none. Write the value.</source>
        <translation>Tanda tanya mewakili sebuah nilai, dan konsol ini tidak memberikannya. Tulis nilainya.</translation>
    </message>
    <message>
        <source>The server reports: %1.</source>
        <translation>Server melaporkan: %1.</translation>
    </message>
    <message>
        <source>The server does not understand the statement at &quot;%1&quot;.</source>
        <translation>Server tidak memahami pernyataan itu pada &quot;%1&quot;.</translation>
    </message>
    <message>
        <source>%1 has one.</source>
        <translation>%1 memilikinya.</translation>
    </message>
    <message>
        <source>%1 → next for this record: %2</source>
        <translation>%1 → berikutnya untuk record ini: %2</translation>
    </message>
    <message>
        <source>+%1 ms a record</source>
        <translation>+%1 ms/record</translation>
    </message>
    <message>
        <source>%1: crashed, starts again in %2 s.</source>
        <translation>%1: mati, mulai lagi dalam %2 dtk.</translation>
    </message>
    <message>
        <source>%1: crashed, starts again by itself.</source>
        <translation>%1: mati, akan mulai lagi sendiri.</translation>
    </message>
    <message>
        <source>%1 crashed</source>
        <translation>%1 crash</translation>
    </message>
    <message>
        <source>What arrived is kept.</source>
        <translation>Yang sudah tiba tetap aman.</translation>
    </message>
    <message>
        <source>Only this window can do that: on a real cluster every producer and consumer works for itself, and nobody lets all of them wait between two records.</source>
        <translation>Hanya jendela ini yang dapat melakukannya: di cluster sungguhan setiap producer dan consumer bekerja sendiri-sendiri, dan tidak ada yang membuat semuanya menunggu di antara dua record.</translation>
    </message>
    <message>
        <source>The process stands still. It gives no sign of life either, so after session.timeout.ms the group gives its partitions to others; on hold here, the member keeps them.</source>
        <translation>Proses itu berhenti di tempat. Tanda hidup pun tidak dikirimnya, sehingga setelah session.timeout.ms group memberikan partition-nya kepada anggota lain; yang ditahan di sini tetap memegang partition-nya.</translation>
    </message>
    <message>
        <source>The process goes on. Where the group has given its partitions away meanwhile, it joins anew.</source>
        <translation>Proses itu berjalan lagi. Kalau sementara itu partition-nya sudah diberikan kepada anggota lain, proses itu bergabung lagi dari awal.</translation>
    </message>
    <message>
        <source>Without cpulimit the process runs as before.</source>
        <translation>Tanpa cpulimit proses itu berjalan seperti semula.</translation>
    </message>
    <message>
        <source>Leaves the process a twentieth of a core. Here each record takes %1 ms longer, which makes a consumer slow in the same way.</source>
        <translation>Menyisakan seperdua puluh inti prosesor bagi proses itu. Di sini setiap record memakan waktu %1 ms lebih lama, dan consumer menjadi lambat dengan cara yang sama.</translation>
    </message>
    <message>
        <source>So many transactions at once in the same database; this window&apos;s change capture publishes them.</source>
        <translation>Sekian transaksi sekaligus di database yang sama; perekaman perubahan jendela ini menerbitkannya.</translation>
    </message>
    <message>
        <source>Other records of the generator, into the same topics, as fast as it goes.</source>
        <translation>Record lain dari generator, ke topic yang sama, secepat mungkin.</translation>
    </message>
    <message>
        <source>As Ctrl+C would in its terminal; what it has sent stays.</source>
        <translation>Seperti Ctrl+C di terminalnya; yang sudah dikirim tetap ada.</translation>
    </message>
    <message>
        <source>For any program, until `env down`.</source>
        <translation>Untuk program apa pun, sampai `env down`.</translation>
    </message>
    <message>
        <source>The whole pipeline there, without this window.</source>
        <translation>Seluruh pipeline di sana, tanpa jendela ini.</translation>
    </message>
    <message>
        <source>It is another Kafka than the one that this window keeps for itself.</source>
        <translation>Kafka itu lain dari yang disimpan jendela ini untuk dirinya sendiri.</translation>
    </message>
    <message>
        <source>A cluster like this window&apos;s, by itself; its messages end with it.</source>
        <translation>Cluster seperti milik jendela ini, berdiri sendiri; pesannya hilang begitu cluster itu berakhir.</translation>
    </message>
    <message>
        <source>In a program of your own it is the address that the consumer writes to. The password is read from PK_WAREHOUSE_PASSWORD.</source>
        <translation>Di program Anda sendiri, inilah alamat yang ditulisi consumer. Kata sandinya dibaca dari PK_WAREHOUSE_PASSWORD.</translation>
    </message>
    <message>
        <source>In a program of your own it is the file that the consumer writes to.</source>
        <translation>Di program Anda sendiri, inilah berkas yang ditulisi consumer.</translation>
    </message>
    <message>
        <source>in this window only</source>
        <translation>hanya di jendela ini</translation>
    </message>
    <message>
        <source>Another program reads this group, too. Stop it first: what it reads cannot be reset from here.</source>
        <translation>Program lain juga membaca lewat group ini. Hentikan dulu program itu: yang dibacanya tidak dapat di-reset dari sini.</translation>
    </message>
    <message>
        <source>kcat writes no empty value without a key.</source>
        <translation>kcat tidak menulis nilai kosong tanpa key.</translation>
    </message>
    <message>
        <source>kcat writes no tombstone with an empty key.</source>
        <translation>kcat tidak menulis tombstone dengan key kosong.</translation>
    </message>
    <message>
        <source>kafka-console-producer.sh cannot write to a chosen partition.</source>
        <translation>kafka-console-producer.sh tidak dapat menulis ke partition pilihan.</translation>
    </message>
    <message>
        <source>kafka-console-producer.sh cannot write what has more than one line: each line is a message to it.</source>
        <translation>kafka-console-producer.sh tidak dapat menulis isi yang lebih dari satu baris: baginya setiap baris adalah satu pesan.</translation>
    </message>
    <message>
        <source>JoinGroup, partitions are shared out anew</source>
        <translation>JoinGroup, partition dibagi ulang</translation>
    </message>
    <message>
        <source>Records that did not reach the warehouse: %1.</source>
        <translation>%1 record tidak sampai ke warehouse.</translation>
    </message>
    <message>
        <source>down: B%1</source>
        <translation>mati: B%1</translation>
    </message>
    <message>
        <source>Records that wait to be sent: %1.</source>
        <translation>%1 record menunggu dikirim.</translation>
    </message>
    <message>
        <source>Not all that the source has sent was confirmed.</source>
        <translation>Tidak semua yang dikirim sumber terkonfirmasi.</translation>
    </message>
    <message>
        <source>So many transactions at once in the same database; Maxwell publishes them. The password is read from PK_KAMPUS_PASSWORD.</source>
        <translation>Transaksi sebanyak itu sekaligus di database yang sama; Maxwell menerbitkannya. Kata sandi dibaca dari PK_KAMPUS_PASSWORD.</translation>
    </message>
    <message>
        <source>Does a hundred more transactions in the same database; Maxwell publishes them. The password is read from PK_KAMPUS_PASSWORD.</source>
        <translation>Menjalankan seratus transaksi lagi di database yang sama; Maxwell menerbitkannya. Kata sandi dibaca dari PK_KAMPUS_PASSWORD.</translation>
    </message>
    <message>
        <source>The same without this window: campus, Maxwell and all stages. Not at the same time, since two Maxwells would tell everything twice.</source>
        <translation>Hal yang sama tanpa jendela ini: kampus, Maxwell, dan semua tahap. Jangan bersamaan, karena dua Maxwell menerbitkan semuanya dua kali.</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>sedang mulai</translation>
    </message>
    <message>
        <source>bootstrap: rows from before</source>
        <translation>bootstrap: baris lama</translation>
    </message>
    <message>
        <source>reads the binlog</source>
        <translation>membaca binlog</translation>
    </message>
    <message>
        <source>Maxwell tells the rows that were there before. The campus begins to work when it has done so.</source>
        <translation>Maxwell menerbitkan baris yang sudah ada sebelumnya. Kampus mulai bekerja setelah itu selesai.</translation>
    </message>
    <message>
        <source>Maxwell starts, which takes some seconds.</source>
        <translation>Maxwell sedang mulai; ini perlu beberapa detik.</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Terbit</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>Changes that wait in its log: %1.</source>
        <translation>Perubahan yang menunggu di log-nya: %1.</translation>
    </message>
    <message>
        <source>Waits for order</source>
        <translation>Menunggu pesanan</translation>
    </message>
    <message>
        <source>1 item waits for its order.</source>
        <translation>1 item menunggu pesanannya.</translation>
    </message>
    <message>
        <source>%1 items wait for their order.</source>
        <translation>%1 item menunggu pesanannya.</translation>
    </message>
    <message>
        <source>waits for its order or other items</source>
        <translation>menunggu pesanannya atau item lain</translation>
    </message>
    <message>
        <source>waits for its items</source>
        <translation>menunggu item-itemnya</translation>
    </message>
    <message>
        <source>waits for its student</source>
        <translation>menunggu data mahasiswanya</translation>
    </message>
    <message>
        <source>%1 · held by the bridge: %2</source>
        <translation>%1 · ditahan bridge: %2</translation>
    </message>
    <message>
        <source>Not by Kafka: the embedded broker keeps only 5 MiB a partition.</source>
        <translation>Bukan oleh Kafka: broker tertanam hanya menyimpan 5 MiB per partition.</translation>
    </message>
    <message>
        <source>waits for all items</source>
        <translation>menunggu semua item</translation>
    </message>
    <message>
        <source>waits for its order</source>
        <translation>menunggu pesanannya</translation>
    </message>
    <message>
        <source>waits for an activity</source>
        <translation>menunggu sebuah kegiatan</translation>
    </message>
    <message>
        <source>Send the source&apos;s rows again</source>
        <translation>Kirim lagi baris dari sumber</translation>
    </message>
    <message>
        <source>Maxwell names the partition itself, by a hash code of what it is set to partition by: the primary key, the table or the database.</source>
        <translation>Maxwell menentukan sendiri partition-nya, dengan hash code dari yang diatur sebagai dasar pembagian: primary key, tabel, atau database.</translation>
    </message>
    <message>
        <source>Maxwell&apos;s own tool: it publishes every row that the table has by now once more. Here the capture does so for all tables at once.</source>
        <translation>Alat bawaan Maxwell: semua baris yang kini ada di tabel diterbitkan sekali lagi. Di sini change capture melakukannya untuk semua tabel sekaligus.</translation>
    </message>
    <message>
        <source>With a file of positions that is not there yet it begins at the first row. A connector in Kafka Connect does so when its offsets have been deleted.</source>
        <translation>Dengan berkas posisi yang belum ada, pembacaan dimulai dari baris pertama. Connector di Kafka Connect pun begitu bila offset-nya sudah dihapus.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Langkah</translation>
    </message>
    <message>
        <source>The rows go to %1 now.</source>
        <translation>Barisnya kini masuk ke %1.</translation>
    </message>
    <message>
        <source>The warehouse %1 cannot be used. %2</source>
        <translation>Warehouse %1 tidak bisa dipakai. %2</translation>
    </message>
    <message>
        <source>Compose has a campus database and a Maxwell of its own, which writes to the same topics: of another database they would hold rows with the same keys.</source>
        <translation>Compose punya database kampus dan Maxwell sendiri, yang menulis ke topic yang sama: baris dari database lain akan punya key yang sama di sana.</translation>
    </message>
    <message>
        <source>Does a hundred more transactions in Compose&apos;s campus database; its Maxwell publishes them. The password is read from PK_KAMPUS_PASSWORD: PK_SOURCE_PASSWORD of compose/.env.</source>
        <translation>Menjalankan seratus transaksi lagi di database kampus milik Compose; Maxwell-nya menerbitkannya. Kata sandi dibaca dari PK_KAMPUS_PASSWORD: nilainya PK_SOURCE_PASSWORD di compose/.env.</translation>
    </message>
    <message>
        <source>The same without this window: campus and all stages, with the container of Maxwell between them.</source>
        <translation>Hal yang sama tanpa jendela ini: kampus dan semua tahap, dengan container Maxwell di antaranya.</translation>
    </message>
    <message>
        <source>Compose&apos;s Maxwell is waited for, a container.</source>
        <translation>Menunggu Maxwell milik Compose, sebuah container.</translation>
    </message>
    <message>
        <source>container, waited for</source>
        <translation>container, ditunggu</translation>
    </message>
    <message>
        <source>container, reads the binlog</source>
        <translation>container, membaca binlog</translation>
    </message>
</context>
<context>
    <name>broker</name>
    <message>
        <source>The program of the embedded broker cannot be started: %1.</source>
        <translation>Program broker tertanam tidak dapat dijalankan: %1.</translation>
    </message>
    <message>
        <source>The embedded broker has crashed. Its messages are gone; the warehouse is kept.</source>
        <translation>Broker tertanam crash. Semua pesannya hilang; warehouse tetap utuh.</translation>
    </message>
    <message>
        <source>The embedded broker has ended with code %1. Its messages are gone; the warehouse is kept.</source>
        <translation>Broker tertanam berhenti dengan kode %1. Semua pesannya hilang; warehouse tetap utuh.</translation>
    </message>
    <message>
        <source>A fresh one is started.</source>
        <translation>Broker yang baru sedang dijalankan.</translation>
    </message>
    <message>
        <source>The embedded broker is not running.</source>
        <translation>Broker tertanam tidak sedang berjalan.</translation>
    </message>
    <message>
        <source>The embedded broker did not get ready in ten seconds.</source>
        <translation>Broker tertanam belum siap setelah sepuluh detik.</translation>
    </message>
    <message>
        <source>The embedded broker did not answer in time.</source>
        <translation>Broker tertanam tidak menjawab tepat waktu.</translation>
    </message>
    <message>
        <source>No Kafka broker answers at this address. Check the address and that the broker runs.</source>
        <translation>Tidak ada broker Kafka yang menjawab di alamat ini. Periksa alamatnya dan pastikan broker-nya berjalan.</translation>
    </message>
    <message>
        <source>The cluster&apos;s topics could not be read</source>
        <translation>Daftar topic di cluster tidak dapat dibaca</translation>
    </message>
    <message>
        <source>%1 needs a real Kafka: the embedded broker cannot do it. Nothing was sent.</source>
        <translation>%1 memerlukan Kafka sungguhan: broker tertanam tidak dapat melakukannya. Tidak ada yang dikirim.</translation>
    </message>
    <message>
        <source>The topic exists with %1 partitions, not %2. It was left as it is; choose the same number or another name.</source>
        <translation>Topic itu sudah ada dengan %1 partition, bukan %2. Topic dibiarkan apa adanya; pilih jumlah yang sama atau nama lain.</translation>
    </message>
    <message>
        <source>The topic could not be created</source>
        <translation>Topic tidak dapat dibuat</translation>
    </message>
    <message>
        <source>Deleting a topic</source>
        <translation>Menghapus topic</translation>
    </message>
    <message>
        <source>The topic could not be deleted</source>
        <translation>Topic tidak dapat dihapus</translation>
    </message>
    <message>
        <source>Adding partitions</source>
        <translation>Menambah partition</translation>
    </message>
    <message>
        <source>The partitions could not be added</source>
        <translation>Partition tidak dapat ditambahkan</translation>
    </message>
    <message>
        <source>The group&apos;s committed offsets could not be read</source>
        <translation>Committed offset group itu tidak dapat dibaca</translation>
    </message>
    <message>
        <source>Describing a consumer group from outside</source>
        <translation>Memeriksa consumer group dari luar</translation>
    </message>
    <message>
        <source>The consumer group could not be described</source>
        <translation>Keterangan consumer group tidak dapat diambil</translation>
    </message>
    <message>
        <source>Deleting a consumer group</source>
        <translation>Menghapus consumer group</translation>
    </message>
    <message>
        <source>The consumer group could not be deleted</source>
        <translation>Consumer group tidak dapat dihapus</translation>
    </message>
    <message>
        <source>Only the program that started a broker can disturb it. Nothing was sent.</source>
        <translation>Hanya program yang menjalankan broker itu yang dapat mengganggunya. Tidak ada yang dikirim.</translation>
    </message>
    <message>
        <source>A setting of the Kafka client is wrong: %1.</source>
        <translation>Ada pengaturan klien Kafka yang salah: %1.</translation>
    </message>
    <message>
        <source>The Kafka client could not be made: %1.</source>
        <translation>Klien Kafka tidak dapat dibuat: %1.</translation>
    </message>
    <message>
        <source>The Kafka client reports</source>
        <translation>Klien Kafka melaporkan</translation>
    </message>
    <message>
        <source>The offsets could not be committed</source>
        <translation>Offset tidak dapat di-commit</translation>
    </message>
    <message>
        <source>The partitions could not be assigned</source>
        <translation>Partition tidak dapat diberikan kepada consumer</translation>
    </message>
    <message>
        <source>A partition cannot be read</source>
        <translation>Sebuah partition tidak dapat dibaca</translation>
    </message>
    <message>
        <source>The consumer could not subscribe</source>
        <translation>Consumer tidak dapat berlangganan topic</translation>
    </message>
    <message>
        <source>The consumer group reports</source>
        <translation>Consumer group melaporkan</translation>
    </message>
    <message>
        <source>The committed offsets could not be read</source>
        <translation>Committed offset tidak dapat dibaca</translation>
    </message>
    <message>
        <source>The broker does not know the command %1.</source>
        <translation>Broker tidak mengenal perintah %1.</translation>
    </message>
    <message>
        <source>The embedded broker could not open its ports on 127.0.0.1. Another start may succeed.</source>
        <translation>Broker tertanam tidak dapat membuka port di 127.0.0.1. Coba jalankan sekali lagi.</translation>
    </message>
    <message>
        <source>Kafka allows a topic&apos;s name 1 to 249 letters, digits, dots, dashes and underscores. No topic was made.</source>
        <translation>Nama topic di Kafka terdiri atas 1 sampai 249 huruf, angka, titik, tanda hubung, dan garis bawah. Tidak ada topic yang dibuat.</translation>
    </message>
    <message>
        <source>A topic has at least one partition. No topic was made.</source>
        <translation>Sebuah topic memerlukan sekurang-kurangnya satu partition. Tidak ada topic yang dibuat.</translation>
    </message>
    <message>
        <source>The topic&apos;s leaders could not be placed</source>
        <translation>Leader untuk topic itu tidak dapat ditempatkan</translation>
    </message>
    <message>
        <source>The leader could not be moved</source>
        <translation>Leader tidak dapat dipindahkan</translation>
    </message>
    <message>
        <source>The broker could not be started</source>
        <translation>Broker tidak dapat dijalankan</translation>
    </message>
    <message>
        <source>The broker could not be stopped</source>
        <translation>Broker tidak dapat dihentikan</translation>
    </message>
    <message>
        <source>The broker&apos;s delay could not be set</source>
        <translation>Penundaan broker tidak dapat diatur</translation>
    </message>
    <message>
        <source>A record was not acknowledged by the broker</source>
        <translation>Sebuah record tidak dikonfirmasi oleh broker</translation>
    </message>
    <message>
        <source>The topic name is not a valid one</source>
        <translation>Nama topic tidak sah</translation>
    </message>
    <message>
        <source>A record could not be handed to the producer</source>
        <translation>Sebuah record tidak dapat diserahkan kepada producer</translation>
    </message>
    <message>
        <source>Not all records were acknowledged in time</source>
        <translation>Tidak semua record dikonfirmasi broker tepat waktu</translation>
    </message>
    <message>
        <source>The log&apos;s ends could not be read</source>
        <translation>Batas awal dan akhir log tidak dapat dibaca</translation>
    </message>
    <message>
        <source>The broker&apos;s errors to come could not be set</source>
        <translation>Kesalahan buatan untuk broker tidak dapat diatur</translation>
    </message>
    <message>
        <source>Offset %1 is not in the log: it begins at %2, and %3 is the next one to be written. Nothing was changed; choose one from %2 to %3.</source>
        <translation>Offset %1 tidak ada di log: log dimulai dari %2, dan yang ditulis berikutnya adalah %3. Tidak ada yang diubah; pilih dari %2 sampai %3.</translation>
    </message>
    <message>
        <source>Reading a topic&apos;s settings</source>
        <translation>Membaca pengaturan topic</translation>
    </message>
    <message>
        <source>The topic&apos;s settings could not be read</source>
        <translation>Pengaturan topic tidak dapat dibaca</translation>
    </message>
    <message>
        <source>Changing a topic&apos;s settings</source>
        <translation>Mengubah pengaturan topic</translation>
    </message>
    <message>
        <source>The topic&apos;s setting could not be changed</source>
        <translation>Pengaturan topic tidak dapat diubah</translation>
    </message>
    <message>
        <source>Looking up offsets by time</source>
        <translation>Mencari offset berdasarkan waktu</translation>
    </message>
    <message>
        <source>The offsets of this time could not be read</source>
        <translation>Offset untuk waktu ini tidak dapat dibaca</translation>
    </message>
    <message>
        <source>Listing the consumer groups</source>
        <translation>Mendaftar consumer group</translation>
    </message>
    <message>
        <source>The consumer groups could not be listed</source>
        <translation>Daftar consumer group tidak dapat dibaca</translation>
    </message>
    <message>
        <source>Transactions could not be prepared</source>
        <translation>Transaksi tidak dapat disiapkan</translation>
    </message>
    <message>
        <source>The transaction could not be begun</source>
        <translation>Transaksi tidak dapat dimulai</translation>
    </message>
    <message>
        <source>The offsets could not be sent to the transaction</source>
        <translation>Offset tidak dapat dimasukkan ke dalam transaksi</translation>
    </message>
    <message>
        <source>The transaction could not be committed</source>
        <translation>Transaksi tidak dapat di-commit</translation>
    </message>
    <message>
        <source>The transaction could not be aborted</source>
        <translation>Transaksi tidak dapat dibatalkan</translation>
    </message>
    <message>
        <source>A record could not be read in time.</source>
        <translation>Sebuah record tidak terbaca pada waktunya.</translation>
    </message>
    <message>
        <source>Kafka&apos;s client says: %1</source>
        <translation>Klien Kafka melaporkan: %1</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>tidak dicoba</translation>
    </message>
    <message>
        <source>There is no address.</source>
        <translation>Tidak ada alamat.</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 menjawab</translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check that it is there and that you have the right to read it.</source>
        <translation>Berkas %1 tidak dapat dibaca. Periksa apakah berkas itu ada dan Anda berhak membacanya.</translation>
    </message>
    <message>
        <source>The broker&apos;s certificate is trusted.</source>
        <translation>Sertifikat broker dipercaya.</translation>
    </message>
    <message>
        <source>not asked for: everybody in between can read along</source>
        <translation>tidak diminta: siapa pun di antaranya dapat ikut membaca</translation>
    </message>
    <message>
        <source>Logged in as %1.</source>
        <translation>Masuk sebagai %1.</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>tidak diminta</translation>
    </message>
    <message>
        <source>The broker closes the connection at once. It probably speaks TLS at this port: try the protocol SSL or SASL_SSL.</source>
        <translation>Broker langsung menutup koneksi. Port ini mungkin memakai TLS: coba protokol SSL atau SASL_SSL.</translation>
    </message>
    <message>
        <source>The broker&apos;s certificate is not signed by an authority that this machine trusts. Ask for the authority&apos;s certificate and name it as CA.</source>
        <translation>Sertifikat broker tidak ditandatangani oleh otoritas yang dipercaya komputer ini. Mintalah sertifikat otoritasnya dan sebutkan sebagai CA.</translation>
    </message>
    <message>
        <source>The broker&apos;s certificate cannot be verified with %1: another authority has signed it, it is for another name, or it has expired.</source>
        <translation>Sertifikat broker tidak dapat diperiksa dengan %1: ditandatangani otoritas lain, dibuat untuk nama lain, atau masa berlakunya habis.</translation>
    </message>
    <message>
        <source>The broker does not take this client&apos;s certificate, or wants one: name certificate and key.</source>
        <translation>Broker menolak sertifikat klien ini, atau memerlukannya: sebutkan sertifikat dan kuncinya.</translation>
    </message>
    <message>
        <source>The port answers, but not as a Kafka broker does.</source>
        <translation>Port ini menjawab, tetapi tidak seperti broker Kafka.</translation>
    </message>
    <message>
        <source>TLS did not come about. The broker may not speak it at this port, or may want a client certificate.</source>
        <translation>TLS tidak berhasil. Mungkin port ini tidak memakai TLS, atau broker meminta sertifikat klien.</translation>
    </message>
    <message>
        <source>The broker does not take the mechanism %1.</source>
        <translation>Broker tidak menerima mekanisme %1.</translation>
    </message>
    <message>
        <source>The broker does not let %1 in: name or password is wrong.</source>
        <translation>Broker menolak %1: nama atau kata sandi salah.</translation>
    </message>
    <message>
        <source>It may also be this computer&apos;s librdkafka %1: before 2.6.1 its SCRAM is refused by Kafka 4. Ask for PLAIN over TLS, or install a newer librdkafka.</source>
        <translation>Bisa juga karena librdkafka %1 di komputer ini: SCRAM dari versi sebelum 2.6.1 ditolak Kafka 4. Mintalah PLAIN lewat TLS, atau pasang librdkafka yang lebih baru.</translation>
    </message>
    <message>
        <source>The cluster answers, but sends its clients to %1, which cannot be reached from here. That is the broker&apos;s setting advertised.listeners.</source>
        <translation>Cluster menjawab, tetapi mengarahkan kliennya ke %1 yang tidak terjangkau dari sini. Itu ditentukan oleh setelan advertised.listeners di broker.</translation>
    </message>
    <message>
        <source>All can be reached: %1</source>
        <translation>Semua terjangkau: %1</translation>
    </message>
    <message>
        <source>name</source>
        <translation>nama</translation>
    </message>
    <message>
        <source>port</source>
        <translation>port</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>login</source>
        <translation>login</translation>
    </message>
    <message>
        <source>brokers</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>rights</source>
        <translation>hak</translation>
    </message>
    <message>
        <source>No address is known for the name &quot;%1&quot; (%2). Look for a typing error, or ask whoever runs the cluster for its address.</source>
        <translation>Alamat untuk nama &quot;%1&quot; tidak dikenal (%2). Periksa apakah salah ketik, atau tanyakan alamatnya kepada pengelola cluster.</translation>
    </message>
    <message>
        <source>Nobody listens at port %1 of %2. Check the port, and that the broker runs.</source>
        <translation>Tidak ada yang mendengarkan di port %1 pada %2. Periksa port itu, dan apakah broker berjalan.</translation>
    </message>
    <message>
        <source>No answer from %1. The machine may be off, or a firewall stands in between.</source>
        <translation>%1 tidak menjawab. Mungkin komputernya mati, atau terhalang firewall.</translation>
    </message>
    <message>
        <source>%1 cannot be reached (%2). Check the network.</source>
        <translation>%1 tidak terjangkau (%2). Periksa jaringan.</translation>
    </message>
    <message>
        <source>%1 may not make topics, but those of the pipeline are there. Writing and reading was not tried.</source>
        <translation>%1 tidak berhak membuat topic, tetapi topic pipeline sudah ada. Menulis dan membaca tidak dicoba.</translation>
    </message>
    <message>
        <source>A topic was made, one record written, read and committed, and the topic deleted.</source>
        <translation>Satu topic dibuat, satu record ditulis, dibaca, dan di-commit, lalu topic itu dihapus.</translation>
    </message>
    <message>
        <source>A topic was made, one record written, read and committed.</source>
        <translation>Satu topic dibuat, satu record ditulis, dibaca, dan di-commit.</translation>
    </message>
    <message>
        <source>This client</source>
        <translation>Klien ini</translation>
    </message>
    <message>
        <source>The login is right, but %1 has no right to: %2. Whoever runs the cluster gives it with: kafka-acls.sh --bootstrap-server … --add --allow-principal %3 --operation %4 --%5 %6</source>
        <translation>Login benar, tetapi %1 tidak berhak: %2. Pengelola cluster memberikannya dengan: kafka-acls.sh --bootstrap-server … --add --allow-principal %3 --operation %4 --%5 %6</translation>
    </message>
    <message>
        <source>make a topic</source>
        <translation>membuat topic</translation>
    </message>
    <message>
        <source>write to a topic</source>
        <translation>menulis ke topic</translation>
    </message>
    <message>
        <source>read from a topic</source>
        <translation>membaca dari topic</translation>
    </message>
    <message>
        <source>The record did not come in time.</source>
        <translation>Record tidak datang pada waktunya.</translation>
    </message>
    <message>
        <source>commit offsets of a consumer group</source>
        <translation>melakukan commit offset consumer group</translation>
    </message>
    <message>
        <source>The topic may not be deleted, so %1 is left behind.</source>
        <translation>Topic itu tidak boleh dihapus, jadi %1 tertinggal.</translation>
    </message>
    <message>
        <source>Transactions are not allowed: --semantics transactions will be refused.</source>
        <translation>Transaksi tidak diizinkan: --semantics transactions akan ditolak.</translation>
    </message>
    <message>
        <source>The embedded broker has no topic %1, and no other program can make one there. Nothing was sent; start the broker with that topic and %2 partitions: add %1:%2 to its --topics.</source>
        <translation>Broker tertanam tidak punya topic %1, dan program lain tidak dapat membuatnya di sana. Tidak ada yang dikirim; jalankan broker dengan topic itu dan %2 partition: tambahkan %1:%2 pada --topics-nya.</translation>
    </message>
    <message>
        <source>%1 seconds were waited for nodes that may still be starting. Start them, or ask for fewer replicas.</source>
        <translation>Node yang mungkin masih dimulai sudah ditunggu %1 detik. Jalankan node-nya, atau minta replika lebih sedikit.</translation>
    </message>
    <message>
        <source>a rule of this cluster forbids it</source>
        <translation>aturan cluster ini melarangnya</translation>
    </message>
    <message>
        <source>Kafka does not take this setting, or not this value</source>
        <translation>Kafka tidak menerima pengaturan ini, atau tidak menerima nilainya</translation>
    </message>
    <message>
        <source>each replica needs a broker of its own, and there are fewer</source>
        <translation>setiap replika memerlukan broker sendiri, dan jumlah broker kurang dari itu</translation>
    </message>
    <message>
        <source>the number of partitions can only grow</source>
        <translation>jumlah partition hanya bisa bertambah</translation>
    </message>
    <message>
        <source>Kafka does not take this name, or has one that differs only in dots and underscores</source>
        <translation>Kafka tidak menerima nama ini, atau sudah punya nama yang hanya berbeda titik dan garis bawahnya</translation>
    </message>
    <message>
        <source>this user has no right to it</source>
        <translation>pengguna ini tidak punya hak untuk itu</translation>
    </message>
    <message>
        <source>the cluster has no such topic</source>
        <translation>cluster tidak punya topic itu</translation>
    </message>
    <message>
        <source>the brokers are set to keep every topic (delete.topic.enable=false)</source>
        <translation>broker diatur untuk mempertahankan semua topic (delete.topic.enable=false)</translation>
    </message>
    <message>
        <source>%1: %2. Nothing was changed.</source>
        <translation>%1: %2. Tidak ada yang diubah.</translation>
    </message>
</context>
<context>
    <name>cdc</name>
    <message>
        <source>This file is a database of something else, not a store of the bridge. It was left as it is; choose another file.</source>
        <translation>File ini basis data milik yang lain, bukan penyimpanan bridge. File dibiarkan apa adanya; pilih file lain.</translation>
    </message>
    <message>
        <source>The store of the bridge was written by a newer version of this program. It was left as it is; update the program or choose another file.</source>
        <translation>Penyimpanan bridge ditulis oleh versi program yang lebih baru. File dibiarkan apa adanya; perbarui program ini atau pilih file lain.</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>How many brokers the cluster has, 1 to 9.</source>
        <translation>Banyaknya broker di dalam cluster, 1 sampai 9.</translation>
    </message>
    <message>
        <source>Writes the addresses into this file once the cluster is ready: the first line is the bootstrap list. The file is removed when the broker ends.</source>
        <translation>Menulis alamat ke berkas ini setelah cluster siap: baris pertama adalah daftar bootstrap. Berkas dihapus saat broker berhenti.</translation>
    </message>
    <message>
        <source>Takes commands as JSON lines on standard input, answers on standard output, and ends when standard input ends. This is how the window and the run subcommand keep their broker.</source>
        <translation>Menerima perintah sebagai baris JSON dari masukan standar, menjawab di keluaran standar, dan berhenti saat masukan standar berakhir. Dengan cara inilah jendela program dan subperintah run memakai broker-nya.</translation>
    </message>
    <message>
        <source>The embedded cluster runs with %1 brokers. It is librdkafka&apos;s mock cluster, reachable from this machine only.</source>
        <translation>Cluster tertanam berjalan dengan %1 broker. Ini mock cluster dari librdkafka, dan hanya dapat dijangkau dari komputer ini.</translation>
    </message>
    <message>
        <source>  Addresses: %1</source>
        <translation>  Alamat: %1</translation>
    </message>
    <message>
        <source>  Topics:    %1</source>
        <translation>  Topic:  %1</translation>
    </message>
    <message>
        <source>Try it from another terminal:</source>
        <translation>Coba dari terminal lain:</translation>
    </message>
    <message>
        <source>Ctrl+C ends it; its messages end with it.</source>
        <translation>Hentikan dengan Ctrl+C; pesan-pesannya ikut hilang.</translation>
    </message>
    <message>
        <source>Runs the embedded Kafka cluster, librdkafka&apos;s mock cluster, until it is interrupted. It listens on random ports of 127.0.0.1; kcat and clients based on librdkafka can use it, Kafka&apos;s own Java tools cannot. Messages are kept in memory, at most 5 MiB a partition, and end with it.</source>
        <translation>Menjalankan cluster Kafka tertanam, yaitu mock cluster dari librdkafka, sampai dihentikan. Cluster ini memakai port acak di 127.0.0.1; kcat dan klien berbasis librdkafka dapat memakainya, sedangkan alat Java milik Kafka tidak. Pesan disimpan di memori, paling banyak 5 MiB per partition, dan hilang saat cluster berhenti.</translation>
    </message>
    <message>
        <source>The embedded cluster has ended.</source>
        <translation>Cluster tertanam sudah berhenti.</translation>
    </message>
    <message>
        <source>Runs the whole pipeline to the end, verifies and reports.</source>
        <translation>Menjalankan seluruh pipeline sampai selesai, memeriksa hasilnya, dan melaporkan.</translation>
    </message>
    <message>
        <source>Runs one stage as a process.</source>
        <translation>Menjalankan satu tahap sebagai proses tersendiri.</translation>
    </message>
    <message>
        <source>Runs the embedded Kafka cluster for other programs.</source>
        <translation>Menjalankan cluster Kafka tertanam untuk program lain.</translation>
    </message>
    <message>
        <source>Says what is installed, what is missing and how to install it.</source>
        <translation>Menunjukkan apa yang terpasang, apa yang kurang, dan cara memasangnya.</translation>
    </message>
    <message>
        <source>Usage: pelatihan-kafka SUBCOMMAND [options]</source>
        <translation>Pemakaian: pelatihan-kafka SUBPERINTAH [opsi]</translation>
    </message>
    <message>
        <source>Each has its own --help. --version shows the program&apos;s version.</source>
        <translation>Setiap subperintah mempunyai --help sendiri. --version menampilkan versi program.</translation>
    </message>
    <message>
        <source>No subcommand was given.</source>
        <translation>Subperintah belum disebutkan.</translation>
    </message>
    <message>
        <source>There is no subcommand %1.</source>
        <translation>Tidak ada subperintah %1.</translation>
    </message>
    <message>
        <source>See: pelatihan-kafka --help</source>
        <translation>Lihat: pelatihan-kafka --help</translation>
    </message>
    <message>
        <source>Shows this help.</source>
        <translation>Menampilkan bantuan ini.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not expected here.</source>
        <translation>&quot;%1&quot; tidak pada tempatnya di sini.</translation>
    </message>
    <message>
        <source>There is no option %1.</source>
        <translation>Tidak ada opsi %1.</translation>
    </message>
    <message>
        <source>The option %1 needs a value.</source>
        <translation>Opsi %1 memerlukan nilai.</translation>
    </message>
    <message>
        <source>The option %1 takes no value.</source>
        <translation>Opsi %1 tidak menerima nilai.</translation>
    </message>
    <message>
        <source>See: pelatihan-kafka %1 --help</source>
        <translation>Lihat: pelatihan-kafka %1 --help</translation>
    </message>
    <message>
        <source>The option %1: %2 %3</source>
        <translation>Opsi %1: %2 %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a whole number.</source>
        <translation>&quot;%1&quot; bukan bilangan bulat.</translation>
    </message>
    <message>
        <source>%1 is outside of %2 to %3.</source>
        <translation>%1 berada di luar rentang %2 sampai %3.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of: %2.</source>
        <translation>&quot;%1&quot; tidak dikenal. Pilihannya: %2.</translation>
    </message>
    <message>
        <source>Usage: pelatihan-kafka %1 [options]</source>
        <translation>Pemakaian: pelatihan-kafka %1 [opsi]</translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation>Bawaan: %1.</translation>
    </message>
    <message>
        <source>The message did not come back in ten seconds.</source>
        <translation>Pesan tidak kembali dalam sepuluh detik.</translation>
    </message>
    <message>
        <source>3 brokers started in %1 ms; a message went there and back in %2 ms</source>
        <translation>3 broker siap dalam %1 ms; satu pesan pergi dan kembali dalam %2 ms</translation>
    </message>
    <message>
        <source>Embedded broker</source>
        <translation>Broker tertanam</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Folder data</translation>
    </message>
    <message>
        <source>%1 cannot be written. Give yourself the right to write there, or set XDG_DATA_HOME to another folder.</source>
        <translation>%1 tidak dapat ditulisi. Berikan izin tulis kepada Anda sendiri, atau arahkan XDG_DATA_HOME ke folder lain.</translation>
    </message>
    <message>
        <source>%1 can be written, %2 MB are free</source>
        <translation>%1 dapat ditulisi, ruang kosong %2 MB</translation>
    </message>
    <message>
        <source>%1 has only %2 MB free; %3 MB are needed. Free some space, or set XDG_DATA_HOME to another folder.</source>
        <translation>Ruang kosong di %1 hanya %2 MB, padahal diperlukan %3 MB. Kosongkan sebagian ruang, atau arahkan XDG_DATA_HOME ke folder lain.</translation>
    </message>
    <message>
        <source>not found; the exercises with a console client use it. Install it with: apt install kcat</source>
        <translation>tidak ditemukan; dipakai dalam latihan dengan klien konsol. Pasang dengan: apt install kcat</translation>
    </message>
    <message>
        <source>MySQL driver</source>
        <translation>Driver MySQL</translation>
    </message>
    <message>
        <source>present</source>
        <translation>ada</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>MISSING</source>
        <translation>KURANG</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>opsional</translation>
    </message>
    <message>
        <source>Says what is installed, what is missing and the command that installs it. It really starts the embedded broker and sends one message through it. The exit code is 0 when all that the embedded environment needs is there, and 3 when not.</source>
        <translation>Menunjukkan apa yang terpasang, apa yang kurang, dan perintah untuk memasangnya. Broker tertanam benar-benar dijalankan dan satu pesan dikirim melaluinya. Kode keluarnya 0 bila semua yang diperlukan lingkungan embedded tersedia, dan 3 bila tidak.</translation>
    </message>
    <message>
        <source>The embedded environment has all that it needs.</source>
        <translation>Semua yang diperlukan lingkungan embedded tersedia.</translation>
    </message>
    <message>
        <source>The embedded environment cannot be had: see the lines marked MISSING.</source>
        <translation>Lingkungan embedded belum dapat dipakai: lihat baris bertanda KURANG.</translation>
    </message>
    <message>
        <source>--source csv needs a file: add --input FILE.</source>
        <translation>--source csv memerlukan berkas: tambahkan --input FILE.</translation>
    </message>
    <message>
        <source>This transform is for another dataset than the one that runs.</source>
        <translation>Transform ini untuk dataset lain, bukan yang sedang dijalankan.</translation>
    </message>
    <message>
        <source>Which data: orders, activities or both.</source>
        <translation>Data yang dipakai: orders (pesanan), activities (kegiatan mahasiswa), atau both (keduanya).</translation>
    </message>
    <message>
        <source>Where the records come from.</source>
        <translation>Asal record.</translation>
    </message>
    <message>
        <source>How the CSV file&apos;s columns become orders; without it a shipped mapping that fits the header is taken.</source>
        <translation>Pemetaan kolom berkas CSV menjadi pesanan; tanpa opsi ini dipakai pemetaan bawaan yang cocok dengan baris judulnya.</translation>
    </message>
    <message>
        <source>How many raw records the generator makes, deliberate duplicates included; 0 goes on until it is interrupted.</source>
        <translation>Banyaknya record mentah yang dibuat generator, termasuk duplikat yang disengaja; 0 berarti terus sampai dihentikan.</translation>
    </message>
    <message>
        <source>Records a second, or max.</source>
        <translation>Record per detik, atau max.</translation>
    </message>
    <message>
        <source>The same seed gives the same records.</source>
        <translation>Seed yang sama menghasilkan record yang sama.</translation>
    </message>
    <message>
        <source>How many of a hundred records are dirty.</source>
        <translation>Banyaknya record kotor di antara seratus record.</translation>
    </message>
    <message>
        <source>A transform configuration instead of the shipped one.</source>
        <translation>Konfigurasi transform lain, menggantikan yang bawaan.</translation>
    </message>
    <message>
        <source>What is promised when something dies.</source>
        <translation>Apa yang dijamin bila ada bagian yang mati di tengah jalan.</translation>
    </message>
    <message>
        <source>Partitions of each topic that is made.</source>
        <translation>Banyaknya partition tiap topic yang dibuat.</translation>
    </message>
    <message>
        <source>Records between two commits of a stage, at most.</source>
        <translation>Paling banyak sekian record di antara dua commit sebuah tahap.</translation>
    </message>
    <message>
        <source>Milliseconds between two commits of a stage, at most.</source>
        <translation>Paling lama sekian milidetik di antara dua commit sebuah tahap.</translation>
    </message>
    <message>
        <source>The data folder cannot be made. Check its rights, or name a warehouse with --warehouse.</source>
        <translation>Folder data tidak dapat dibuat. Periksa izinnya, atau sebutkan warehouse dengan --warehouse.</translation>
    </message>
    <message>
        <source>acknowledged %1 (%2/s) · transformed %3 (%4/s) · dead letters %5 · loaded %6 (%7/s)</source>
        <translation>terkonfirmasi %1 (%2/dtk) · ditransform %3 (%4/dtk) · dead letter %5 · dimuat %6 (%7/dtk)</translation>
    </message>
    <message>
        <source>Addresses of a broker; implies --env custom.</source>
        <translation>Alamat broker; berarti --env custom.</translation>
    </message>
    <message>
        <source>Members of the transform&apos;s consumer group.</source>
        <translation>Banyaknya anggota consumer group transform.</translation>
    </message>
    <message>
        <source>Members of the loader&apos;s consumer group.</source>
        <translation>Banyaknya anggota consumer group loader.</translation>
    </message>
    <message>
        <source>Give the partitions to the members without a consumer group: no rebalance, no waiting for one.</source>
        <translation>Membagikan partition kepada anggota tanpa consumer group: tidak ada rebalance, tidak perlu menunggunya.</translation>
    </message>
    <message>
        <source>Run hop by hop in the seed&apos;s order and print the journal&apos;s digest.</source>
        <translation>Menjalankan hop demi hop menurut urutan dari seed, lalu mencetak digest jurnal.</translation>
    </message>
    <message>
        <source>Crash a stage when its N-th record passes this point.</source>
        <translation>Mematikan paksa sebuah tahap saat record ke-N melewati titik ini.</translation>
    </message>
    <message>
        <source>Keep the journal in a session file.</source>
        <translation>Menyimpan jurnal dalam berkas sesi.</translation>
    </message>
    <message>
        <source>Write the report as JSON; - is standard output.</source>
        <translation>Menulis laporan sebagai JSON; - berarti keluaran standar.</translation>
    </message>
    <message>
        <source>Show a progress line even when nobody watches.</source>
        <translation>Menampilkan baris kemajuan meskipun tidak ada yang menonton.</translation>
    </message>
    <message>
        <source>--env custom needs an address: add --bootstrap HOST:PORT.</source>
        <translation>--env custom memerlukan alamat: tambahkan --bootstrap HOST:PORT.</translation>
    </message>
    <message>
        <source>This crash point does not exist under %1.</source>
        <translation>Titik crash ini tidak ada pada %1.</translation>
    </message>
    <message>
        <source>--crash and --lockstep do not go together: a crash point lies inside a hop.</source>
        <translation>--crash dan --lockstep tidak dapat dipakai bersama: titik crash berada di dalam sebuah hop.</translation>
    </message>
    <message>
        <source>The report could not be written: %1. The run itself is done.</source>
        <translation>Laporan tidak dapat ditulis: %1. Pipeline sendiri sudah selesai dijalankan.</translation>
    </message>
    <message>
        <source>%1 records acknowledged = %2 applied + %3 superseded + %4 duplicate events + %5 dead letters + %6 filtered + %7 lost</source>
        <translation>%1 record terkonfirmasi = %2 tersimpan + %3 tergantikan + %4 event duplikat + %5 dead letter + %6 tersaring + %7 hilang</translation>
    </message>
    <message>
        <source>Doubled in the warehouse: %1. Redelivered and absorbed: %2. Out of order: %3.</source>
        <translation>Ganda di warehouse: %1. Terkirim ulang dan diserap: %2. Tidak berurutan: %3.</translation>
    </message>
    <message>
        <source>Warehouse: %1</source>
        <translation>Warehouse: %1</translation>
    </message>
    <message>
        <source>Interrupted: stopped in order. What had arrived is committed.</source>
        <translation>Dihentikan: semua ditutup dengan tertib. Yang sudah tiba sudah di-commit.</translation>
    </message>
    <message>
        <source>Verified: nothing was lost and nothing was doubled.</source>
        <translation>Terbukti: tidak ada yang hilang dan tidak ada yang ganda.</translation>
    </message>
    <message>
        <source>Runs the whole pipeline to the end, proves that nothing was lost or doubled, and reports.</source>
        <translation>Menjalankan seluruh pipeline sampai selesai, membuktikan bahwa tidak ada yang hilang atau ganda, lalu melaporkan.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a name that Kafka allows for a topic.</source>
        <translation>&quot;%1&quot; bukan nama topic yang diizinkan Kafka.</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: after the colon stands the number of partitions, 1 to %2.</source>
        <translation>&quot;%1&quot;: setelah titik dua harus ada jumlah partition, 1 sampai %2.</translation>
    </message>
    <message>
        <source>The topic %1 stands there twice.</source>
        <translation>Topic %1 disebutkan dua kali.</translation>
    </message>
    <message>
        <source>The stage.</source>
        <translation>Tahap yang dijalankan.</translation>
    </message>
    <message>
        <source>Kill this process when its N-th record passes this point.</source>
        <translation>Mematikan paksa proses ini saat record ke-N melewati titik ini.</translation>
    </message>
    <message>
        <source>A source is in no consumer group.</source>
        <translation>Sumber tidak ikut consumer group mana pun.</translation>
    </message>
    <message>
        <source>This crash point is in another stage.</source>
        <translation>Titik crash ini ada di tahap lain.</translation>
    </message>
    <message>
        <source>Runs one stage as a process, so that a consumer group can span processes and machines.</source>
        <translation>Menjalankan satu tahap sebagai proses tersendiri, sehingga sebuah consumer group dapat terdiri atas beberapa proses dan komputer.</translation>
    </message>
    <message>
        <source>acknowledged %1 · transformed %2 · dead letters %3 · filtered %4 · loaded %5</source>
        <translation>terkonfirmasi %1 · ditransform %2 · dead letter %3 · tersaring %4 · dimuat %5</translation>
    </message>
    <message>
        <source>Lines of the file that are no records and lie in the dead letters: %1.</source>
        <translation>Baris berkas yang bukan record dan disimpan di dead letter: %1.</translation>
    </message>
    <message>
        <source>The report cannot be written to &quot;%1&quot;: %2.</source>
        <translation>Laporan tidak dapat ditulis ke &quot;%1&quot;: %2.</translation>
    </message>
    <message>
        <source>End when all that was there is processed and nothing more has come for so many seconds; 0 waits until it is interrupted. Ends with 3 when the broker or the database is away ten times as long.</source>
        <translation>Berhenti bila semua yang ada sudah diolah dan selama sekian detik tidak ada lagi yang datang; 0 menunggu sampai dihentikan. Berakhir dengan kode 3 bila broker atau basis data tidak tersedia selama sepuluh kali lipatnya.</translation>
    </message>
    <message>
        <source>A consumer group that reads what this worker writes; may be given several times. On the embedded broker the worker waits for its readers before their unread records would be deleted. Without it kampus-transform or kampus-loader.</source>
        <translation>Consumer group yang membaca hasil worker ini; boleh diberikan beberapa kali. Pada broker tertanam, worker menunggu para pembacanya sebelum record yang belum dibaca terhapus. Tanpa opsi ini: kampus-transform atau kampus-loader.</translation>
    </message>
    <message>
        <source>Opens the window; the same as without a subcommand.</source>
        <translation>Membuka jendela; sama seperti tanpa subperintah.</translation>
    </message>
    <message>
        <source>Writes a picture of a page with a running pipeline.</source>
        <translation>Menulis gambar sebuah halaman dengan pipeline yang sedang berjalan.</translation>
    </message>
    <message>
        <source>Name it with --mapping FILE.</source>
        <translation>Sebutkan dengan --mapping FILE.</translation>
    </message>
    <message>
        <source>Starts and ends a real Kafka on this machine.</source>
        <translation>Menjalankan dan menghentikan Kafka sungguhan di komputer ini.</translation>
    </message>
    <message>
        <source>Local Kafka</source>
        <translation>Kafka lokal</translation>
    </message>
    <message numerus="yes">
        <source>local Kafka, %n node(s)</source>
        <translation>
            <numerusform>Kafka lokal, %n node</numerusform>
        </translation>
    </message>
    <message>
        <source>Up: %1. Folder: %2</source>
        <translation>Berjalan: %1. Folder: %2</translation>
    </message>
    <message>
        <source>Send orders through it:  pelatihan-kafka run --env local --nodes %1</source>
        <translation>Alirkan pesanan:  pelatihan-kafka run --env local --nodes %1</translation>
    </message>
    <message>
        <source>Look into it:            kcat -b %1 -L</source>
        <translation>Lihat isinya:     kcat -b %1 -L</translation>
    </message>
    <message>
        <source>End it:                  pelatihan-kafka env down local --nodes %1</source>
        <translation>Hentikan:         pelatihan-kafka env down local --nodes %1</translation>
    </message>
    <message>
        <source>Ended: %1. Its messages are kept in %2.</source>
        <translation>Dihentikan: %1. Pesan-pesannya disimpan di %2.</translation>
    </message>
    <message>
        <source>Starting: %1, Kafka %2 …</source>
        <translation>Menjalankan: %1, Kafka %2 …</translation>
    </message>
    <message>
        <source>No further process could be started.</source>
        <translation>Tidak ada proses lagi yang dapat dijalankan.</translation>
    </message>
    <message>
        <source>No local Kafka was up.</source>
        <translation>Tidak ada Kafka lokal yang sedang berjalan.</translation>
    </message>
    <message>
        <source>%1: not up</source>
        <translation>%1: tidak berjalan</translation>
    </message>
    <message>
        <source>%1: starting or ending</source>
        <translation>%1: sedang mulai atau berhenti</translation>
    </message>
    <message>
        <source>%1: runs at %2 but does not answer</source>
        <translation>%1: berjalan di %2, tetapi tidak menjawab</translation>
    </message>
    <message>
        <source>%1: up since %2 at %3; %4 of %5 answer</source>
        <translation>%1: berjalan sejak %2 di %3; %4 dari %5 menjawab</translation>
    </message>
    <message>
        <source>No local Kafka has been started yet.</source>
        <translation>Belum pernah ada Kafka lokal yang dijalankan.</translation>
    </message>
    <message>
        <source>What to do.</source>
        <translation>Yang akan dilakukan.</translation>
    </message>
    <message>
        <source>With up: stay until Ctrl+C, and end the Kafka with this program.</source>
        <translation>Bersama up: tetap di sini sampai Ctrl+C, dan Kafka berhenti bersama program ini.</translation>
    </message>
    <message>
        <source>With logs: how many of each node&apos;s last lines.</source>
        <translation>Bersama logs: berapa baris terakhir dari setiap node.</translation>
    </message>
    <message>
        <source>Say what to do with which environment, for example: env up local.</source>
        <translation>Sebutkan apa yang dilakukan dan dengan lingkungan mana, misalnya: env up local.</translation>
    </message>
    <message>
        <source>How many nodes the local Kafka has. With three, one can fail and nothing is lost.</source>
        <translation>Berapa node yang dimiliki Kafka lokal. Dengan tiga node, satu boleh mati dan tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>--env %1 has a broker of its own and takes no --bootstrap. Leave one of the two out.</source>
        <translation>--env %1 memiliki broker sendiri dan tidak menerima --bootstrap. Hilangkan salah satunya.</translation>
    </message>
    <message>
        <source>--nodes belongs to --env local.</source>
        <translation>--nodes hanya untuk --env local.</translation>
    </message>
    <message>
        <source>Transactions need a real Kafka, which the embedded broker is not: add --env local, or --bootstrap with the address of one.</source>
        <translation>Transaksi memerlukan Kafka sungguhan, dan broker tertanam bukan itu: tambahkan --env local, atau --bootstrap dengan alamatnya.</translation>
    </message>
    <message>
        <source>--lockstep and transactions do not go together yet: where their markers come to lie is not the seed&apos;s choice.</source>
        <translation>--lockstep dan transactions belum dapat dipakai bersama: letak penanda transaksi tidak ditentukan oleh seed.</translation>
    </message>
    <message>
        <source>The number of this worker among those of its group. With --semantics transactions every transform needs its own: the transactional id is made of it, and of two with the same the older one is shut out.</source>
        <translation>Nomor worker ini di antara worker lain dalam group-nya. Dengan --semantics transactions setiap transform perlu nomor sendiri: transactional id dibentuk darinya, dan dari dua yang bernomor sama, yang lebih lama ditolak.</translation>
    </message>
    <message>
        <source>--%1 means nothing with --source %2. Leave one of them out.</source>
        <translation>--%1 tidak berarti apa-apa dengan --source %2. Hapus salah satunya.</translation>
    </message>
    <message>
        <source>Keeps the campus&apos;s database and publishes its changes as Maxwell would.</source>
        <translation>Menyimpan database kampus dan menerbitkan perubahannya seperti Maxwell.</translation>
    </message>
    <message>
        <source>How many transactions the shop and the academic office do.</source>
        <translation>Berapa transaksi yang dikerjakan koperasi dan bagian akademik.</translation>
    </message>
    <message>
        <source>The same seed on an empty database gives the same rows.</source>
        <translation>Seed yang sama pada database kosong menghasilkan baris yang sama.</translation>
    </message>
    <message>
        <source>Transactions a second, or max.</source>
        <translation>Transaksi per detik, atau max.</translation>
    </message>
    <message>
        <source>Percent of orders and activities that are typed untidily.</source>
        <translation>Persen pesanan dan kegiatan yang diketik tidak rapi.</translation>
    </message>
    <message>
        <source>Addresses of the broker to publish the changes to. Without them they stay in the log.</source>
        <translation>Alamat broker tujuan penerbitan perubahan. Tanpa opsi ini perubahan tetap di log.</translation>
    </message>
    <message>
        <source>How many partitions topics get that are not there yet.</source>
        <translation>Jumlah partition untuk topic yang belum ada.</translation>
    </message>
    <message>
        <source>What decides the partition, as Maxwell&apos;s producer_partition_by: database, table or primary_key.</source>
        <translation>Apa yang menentukan partition, seperti producer_partition_by pada Maxwell: database, table, atau primary_key.</translation>
    </message>
    <message>
        <source>Publish this table whole, as Maxwell&apos;s bootstrap does. May be given several times.</source>
        <translation>Terbitkan seluruh isi tabel ini, seperti bootstrap pada Maxwell. Boleh diberikan beberapa kali.</translation>
    </message>
    <message>
        <source>Go on and publish what others change in the database, until interrupted.</source>
        <translation>Terus berjalan dan terbitkan perubahan yang dibuat program lain di database, sampai dihentikan.</translation>
    </message>
    <message>
        <source>Keeps the campus&apos;s database in an SQLite file, does what its shop and academic office do, and publishes every changed row to producer.kampus.&lt;table&gt; in the format of Maxwell. This is an emulation: triggers write a change log where MySQL has its binlog.</source>
        <translation>Menyimpan database kampus dalam file SQLite, mengerjakan apa yang dikerjakan koperasi dan bagian akademik, lalu menerbitkan setiap baris yang berubah ke producer.kampus.&lt;tabel&gt; dalam format Maxwell. Ini emulasi: trigger menulis log perubahan, sedangkan MySQL memakai binlog.</translation>
    </message>
    <message>
        <source>transactions %1 · row events published (Maxwell emulation) %2 · %3</source>
        <translation>transaksi %1 · event baris yang diterbitkan (emulasi Maxwell) %2 · %3</translation>
    </message>
    <message>
        <source>Where the bridge keeps rows that wait for others and how far it has read; without it bridge.db in the data folder.</source>
        <translation>Tempat bridge menyimpan baris yang masih menunggu baris lain dan sampai di mana ia membaca; tanpa ini bridge.db di folder data.</translation>
    </message>
    <message>
        <source>Only --source maxwell has a bridge that could crash.</source>
        <translation>Hanya --source maxwell yang memiliki bridge yang dapat crash.</translation>
    </message>
    <message>
        <source>With --source maxwell the source has no crash point.</source>
        <translation>Dengan --source maxwell, source tidak memiliki titik crash.</translation>
    </message>
    <message>
        <source>Change events of the campus database: %1 published by an emulation of Maxwell, %2 bridged. Database: %3</source>
        <translation>Event perubahan basis data kampus: %1 diterbitkan oleh emulasi Maxwell, %2 diolah bridge. Basis data: %3</translation>
    </message>
    <message>
        <source>change events read: %1</source>
        <translation>event perubahan yang dibaca: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no warehouse. Write sqlite:PATH or mysql://USER@HOST:PORT/DB.</source>
        <translation>&quot;%1&quot; bukan warehouse. Tulislah sqlite:PATH atau mysql://USER@HOST:PORT/DB.</translation>
    </message>
    <message>
        <source>The warehouse; without it a new SQLite file in the data folder. The password of a MySQL or MariaDB server is read from PK_WAREHOUSE_PASSWORD.</source>
        <translation>Warehouse; tanpa opsi ini dibuat berkas SQLite baru di folder data. Kata sandi server MySQL atau MariaDB dibaca dari PK_WAREHOUSE_PASSWORD.</translation>
    </message>
    <message>
        <source>The crash did not happen: only %1 records passed its point. What follows is of a run without a crash.</source>
        <translation>Crash-nya tidak terjadi: hanya %1 record yang melewati titiknya. Yang berikut ini berasal dari run tanpa crash.</translation>
    </message>
    <message>
        <source>A folder for a lakehouse: enriched records as Parquet files by dataset and day, and a manifest.json that names them. It needs Python with pyarrow, by PK_LAKE_PYTHON or as python3.</source>
        <translation>Folder untuk lakehouse: record enriched sebagai berkas Parquet menurut dataset dan hari, beserta manifest.json yang menyebutkannya. Perlu Python dengan pyarrow, lewat PK_LAKE_PYTHON atau sebagai python3.</translation>
    </message>
    <message>
        <source>With --source maxwell: keep replicas of the campus&apos;s tables in the warehouse, and compare them with the campus database at the end.</source>
        <translation>Dengan --source maxwell: simpan replika tabel-tabel kampus di warehouse, dan bandingkan dengan basis data kampus di akhir.</translation>
    </message>
    <message>
        <source>Without it there is none.</source>
        <translation>Tanpa opsi ini tidak ada lakehouse.</translation>
    </message>
    <message>
        <source>Only --source maxwell has tables that --olap could keep a replica of.</source>
        <translation>Hanya --source maxwell yang punya tabel untuk direplikasi oleh --olap.</translation>
    </message>
    <message>
        <source>Only --olap has replicas whose stage could crash.</source>
        <translation>Hanya --olap yang punya replika dengan tahap yang bisa crash.</translation>
    </message>
    <message>
        <source>Only --lake has a lakehouse whose stage could crash.</source>
        <translation>Hanya --lake yang punya lakehouse dengan tahap yang bisa crash.</translation>
    </message>
    <message>
        <source>--lockstep and --lake do not go together: a file gathers what the hops part.</source>
        <translation>--lockstep dan --lake tidak bisa dipakai bersama: satu berkas mengumpulkan apa yang dipisahkan oleh langkah-langkah.</translation>
    </message>
    <message>
        <source>Replicas: %1 change events applied. Rows now: %2.</source>
        <translation>Replika: %1 peristiwa perubahan diterapkan. Baris sekarang: %2.</translation>
    </message>
    <message>
        <source>Lakehouse: %1 rows in %2 Parquet files. Folder: %3</source>
        <translation>Lakehouse: %1 baris dalam %2 berkas Parquet. Folder: %3</translation>
    </message>
    <message>
        <source>The consumer group; without it kampus-bridge, kampus-transform, kampus-loader, kampus-olap or kampus-lake. A source has none.</source>
        <translation>Consumer group; tanpa opsi ini kampus-bridge, kampus-transform, kampus-loader, kampus-olap, atau kampus-lake. Sumber tidak punya consumer group.</translation>
    </message>
    <message>
        <source>Without it lake in the data folder.</source>
        <translation>Tanpa opsi ini: lake di folder data.</translation>
    </message>
    <message>
        <source>Name the stage first: worker source, worker bridge, worker transform, worker load, worker replica or worker lake.</source>
        <translation>Sebutkan tahapnya dulu: worker source, worker bridge, worker transform, worker load, worker replica, atau worker lake.</translation>
    </message>
    <message>
        <source>change events in the replicas: %1</source>
        <translation>peristiwa perubahan di replika: %1</translation>
    </message>
    <message>
        <source>records in the lakehouse: %1</source>
        <translation>record di lakehouse: %1</translation>
    </message>
    <message>
        <source>The SQLite file of the campus&apos;s database; made when it is missing. Without it kampus.sqlite in the program&apos;s data folder. Other programs may change it at the same time. Or a database of MySQL or MariaDB, as mysql://USER@HOST:PORT/DB with its password in PK_KAMPUS_PASSWORD; Maxwell itself publishes what changes there.</source>
        <translation>File SQLite database kampus; dibuat bila belum ada. Tanpa opsi ini kampus.sqlite di folder data program. Program lain boleh mengubahnya pada saat yang sama. Atau database MySQL atau MariaDB, ditulis mysql://USER@HOST:PORT/DB dengan kata sandi di PK_KAMPUS_PASSWORD; perubahan di sana diterbitkan oleh Maxwell sendiri.</translation>
    </message>
    <message>
        <source>Of other programs, and not counted above: %1 records in the raw topics, %2 in the topics behind the transform.</source>
        <translation>Dari program lain, dan tidak dihitung di atas: %1 record di topic mentah, %2 di topic setelah transform.</translation>
    </message>
    <message>
        <source>Lost: %1. Retention deleted them before the group had read them. Start readers earlier, or keep the topic&apos;s records longer (retention.ms, retention.bytes).</source>
        <translation>Hilang: %1. Retention menghapusnya sebelum sempat dibaca group ini. Jalankan pembaca lebih awal, atau simpan record topic lebih lama (retention.ms, retention.bytes).</translation>
    </message>
    <message>
        <source>The campus database: an SQLite file, made when it is missing, or mysql://USER@HOST:PORT/DB with the password in PK_SOURCE_PASSWORD. Without it kampus.sqlite in the data folder.</source>
        <translation>Database kampus: file SQLite, dibuat bila belum ada, atau mysql://USER@HOST:PORT/DB dengan kata sandi di PK_SOURCE_PASSWORD. Tanpa opsi ini kampus.sqlite di folder data.</translation>
    </message>
    <message>
        <source>The port on 127.0.0.1; 0 takes any that is free.</source>
        <translation>Port di 127.0.0.1; 0 mengambil port mana saja yang bebas.</translation>
    </message>
    <message>
        <source>Writes the address into this file once the API answers. The file is removed when it ends.</source>
        <translation>Menulis alamat ke file ini begitu API siap menjawab. File dihapus ketika API berhenti.</translation>
    </message>
    <message>
        <source>Faults to practise with: 429@5,500@7,slow@11,cut@13 refuses every fifth request, fails every seventh, is two seconds late with every eleventh and cuts every thirteenth off.</source>
        <translation>Gangguan untuk latihan: 429@5,500@7,slow@11,cut@13 menolak setiap permintaan kelima, gagal pada setiap yang ketujuh, terlambat dua detik pada setiap yang kesebelas, dan memutus setiap yang ketiga belas.</translation>
    </message>
    <message>
        <source>How many transactions the campus does in an SQLite database meanwhile.</source>
        <translation>Berapa transaksi yang dikerjakan kampus sementara itu di database SQLite.</translation>
    </message>
    <message>
        <source>Transactions a second.</source>
        <translation>Transaksi per detik.</translation>
    </message>
    <message>
        <source>A database on a server is only read; the campus works in SQLite files alone.</source>
        <translation>Database di server hanya dibaca; kampus hanya bekerja di file SQLite.</translation>
    </message>
    <message>
        <source>The campus&apos;s API on this machine: its orders and activities over HTTP, in pages by link, number or cursor, with ETags, and with faults where they are asked for.</source>
        <translation>API kampus di komputer ini: pesanan dan kegiatannya lewat HTTP, per halaman menurut tautan, nomor, atau cursor, dengan ETag, dan dengan gangguan bila diminta.</translation>
    </message>
    <message>
        <source>The campus&apos;s API answers at %1/orders and %1/activities.</source>
        <translation>API kampus menjawab di %1/orders dan %1/activities.</translation>
    </message>
    <message>
        <source>Ctrl+C ends it.</source>
        <translation>Ctrl+C menghentikannya.</translation>
    </message>
    <message>
        <source>requests answered %1 · of these with a fault %2</source>
        <translation>permintaan dijawab %1 · di antaranya dengan gangguan %2</translation>
    </message>
    <message>
        <source>Serves the campus&apos;s orders and activities over HTTP.</source>
        <translation>Menyajikan pesanan dan kegiatan kampus lewat HTTP.</translation>
    </message>
    <message>
        <source>not found; a warehouse in MySQL or MariaDB needs it, and so does polling one. Install it with: apt install libqt6sql6-mysql</source>
        <translation>tidak ditemukan; warehouse di MySQL atau MariaDB memerlukannya, begitu pula polling dari sana. Pasang dengan: apt install libqt6sql6-mysql</translation>
    </message>
    <message>
        <source>The CSV file; with polling the campus&apos;s SQLite database, or mysql://USER@HOST:PORT/DB with the password in PK_SOURCE_PASSWORD.</source>
        <translation>File CSV; dengan polling, database SQLite kampus, atau mysql://USER@HOST:PORT/DB dengan kata sandi di PK_SOURCE_PASSWORD.</translation>
    </message>
    <message>
        <source>How many raw records the generator makes, deliberate duplicates included; 0 goes on until it is interrupted. With maxwell and polling: how many transactions the campus does.</source>
        <translation>Banyaknya record mentah yang dibuat generator, termasuk duplikat yang disengaja; 0 berarti terus sampai dihentikan. Dengan maxwell dan polling: berapa transaksi yang dikerjakan kampus.</translation>
    </message>
    <message>
        <source>--lockstep and --source %1 do not go together: when a record comes is not the seed&apos;s choice.</source>
        <translation>--lockstep dan --source %1 tidak dapat dipakai bersama: kapan sebuah record datang tidak ditentukan oleh seed.</translation>
    </message>
    <message>
        <source>Campus database: %1</source>
        <translation>Database kampus: %1</translation>
    </message>
    <message>
        <source>--source polling needs the campus database: add --input FILE or --input mysql://USER@HOST:PORT/DB.</source>
        <translation>--source polling memerlukan database kampus: tambahkan --input FILE atau --input mysql://USER@HOST:PORT/DB.</translation>
    </message>
    <message>
        <source>With a warehouse on a server there is no place beside it for a campus database: name one with --input FILE.</source>
        <translation>Bila warehouse ada di server, tidak ada tempat di sampingnya untuk database kampus: sebutkan dengan --input FILE.</translation>
    </message>
    <message>
        <source>A database that is named with --input is read as it is, nothing is done in it. Leave one of the two out.</source>
        <translation>Database yang disebut dengan --input dibaca apa adanya, tidak ada transaksi yang dikerjakan di dalamnya. Hilangkan salah satunya.</translation>
    </message>
    <message>
        <source>--source rest needs the API&apos;s address: add --url http://HOST:PORT.</source>
        <translation>--source rest memerlukan alamat API: tambahkan --url http://HOST:PORT.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of an API. Write http://HOST:PORT.</source>
        <translation>&quot;%1&quot; bukan alamat API. Tulis http://HOST:PORT.</translation>
    </message>
    <message>
        <source>--source topic needs the name of a topic: add --topic NAME.</source>
        <translation>--source topic memerlukan nama topic: tambahkan --topic NAMA.</translation>
    </message>
    <message>
        <source>The broker of this run is new and has nothing to read: add --bootstrap or --from-bootstrap with the address of the one that has the topic.</source>
        <translation>Broker yang dijalankan di sini baru dan belum berisi apa pun: tambahkan --bootstrap atau --from-bootstrap dengan alamat broker yang memiliki topic itu.</translation>
    </message>
    <message>
        <source>A topic is read as one kind of records: orders or activities.</source>
        <translation>Sebuah topic dibaca sebagai satu jenis record: orders atau activities.</translation>
    </message>
    <message>
        <source>This is the topic that the records are written to: it would never end.</source>
        <translation>Ini topic tujuan record itu sendiri: pekerjaannya tidak akan pernah selesai.</translation>
    </message>
    <message>
        <source>With polling, the column that tells what is new: timestamp (updated_at: new and changed rows) or incrementing (id: new rows alone).</source>
        <translation>Dengan polling, kolom penanda data baru: timestamp (updated_at: baris baru dan baris yang berubah) atau incrementing (id: hanya baris baru).</translation>
    </message>
    <message>
        <source>With polling and rest, milliseconds between two looks that found nothing.</source>
        <translation>Dengan polling dan rest, milidetik antara dua pemeriksaan yang tidak menemukan apa-apa.</translation>
    </message>
    <message>
        <source>With rest, how the API names its next page: in the Link header, by a number, or by next_cursor.</source>
        <translation>Dengan rest, cara API menyebut halaman berikutnya: di header Link, dengan nomor, atau dengan next_cursor.</translation>
    </message>
    <message>
        <source>With rest, how many objects a page has.</source>
        <translation>Dengan rest, banyaknya objek per halaman.</translation>
    </message>
    <message>
        <source>With topic, the topic that another program writes.</source>
        <translation>Dengan topic, nama topic yang ditulis program lain.</translation>
    </message>
    <message>
        <source>With topic, addresses of the broker that has it; without them the one that the records go to.</source>
        <translation>Dengan topic, alamat broker yang memilikinya; tanpa ini broker tujuan record.</translation>
    </message>
    <message>
        <source>Where polling, rest and topic keep how far they have come; without it a file beside the warehouse.</source>
        <translation>Tempat polling, rest, dan topic menyimpan sampai di mana mereka membaca; tanpa ini file di samping warehouse.</translation>
    </message>
    <message>
        <source>Where polling, rest and topic keep how far they have come; without it positions.db in the data folder.</source>
        <translation>Tempat polling, rest, dan topic menyimpan sampai di mana mereka membaca; tanpa ini positions.db di folder data.</translation>
    </message>
    <message>
        <source>Polling told %1 of %2 changes. Missed: %3 deletes (%4 rows were never seen at all), %5 states that were overwritten before it looked, %6 rows whose present state it has passed by. Still to come: %7.</source>
        <translation>Polling menyampaikan %1 dari %2 perubahan. Terlewat: %3 penghapusan (%4 baris tidak pernah terlihat sama sekali), %5 keadaan yang sudah tertimpa sebelum diperiksa, %6 baris yang keadaan terkininya sudah terlampaui. Masih akan datang: %7.</translation>
    </message>
    <message>
        <source>Counted by versions, since this database keeps no change log: at least so many.</source>
        <translation>Dihitung dari nomor versi karena database ini tidak menyimpan log perubahan: paling sedikit sekian.</translation>
    </message>
    <message>
        <source>Send orders through it:  pelatihan-kafka run --env compose</source>
        <translation>Kirim pesanan lewatnya:   pelatihan-kafka run --env compose</translation>
    </message>
    <message>
        <source>End it:                  pelatihan-kafka env down compose</source>
        <translation>Mengakhirinya:           pelatihan-kafka env down compose</translation>
    </message>
    <message>
        <source>Ended. Its messages and tables are kept; docker volume rm pelatihankafka_kafka and so on removes them.</source>
        <translation>Berakhir. Pesan dan tabelnya disimpan; docker volume rm pelatihankafka_kafka dan seterusnya menghapusnya.</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>Keychain</translation>
    </message>
    <message>
        <source>The environment: a Kafka by itself, or all systems of the training as containers, which needs Docker.</source>
        <translation>Lingkungannya: satu Kafka saja, atau semua sistem pelatihan sebagai container, yang memerlukan Docker.</translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <translation>Kata sandi %1: </translation>
    </message>
    <message>
        <source>With add: a profile that somebody has written; the options below change it.</source>
        <translation>Dengan add: profil yang ditulis orang lain; pilihan di bawah mengubahnya.</translation>
    </message>
    <message>
        <source>Addresses of the cluster.</source>
        <translation>Alamat cluster.</translation>
    </message>
    <message>
        <source>Stands before the names of topics, groups and transactional ids on the cluster, so that many can share one.</source>
        <translation>Ditaruh di depan nama topic, group, dan transactional id di cluster, supaya satu cluster dapat dipakai bersama.</translation>
    </message>
    <message>
        <source>How the cluster is spoken to; without it SASL_SSL when there is a user, SSL when there is a certificate.</source>
        <translation>Cara menghubungi cluster; tanpa ini SASL_SSL bila ada user, SSL bila ada sertifikat.</translation>
    </message>
    <message>
        <source>The name to log in with.</source>
        <translation>Nama untuk login.</translation>
    </message>
    <message>
        <source>How the password is shown; without it SCRAM-SHA-512.</source>
        <translation>Cara kata sandi ditunjukkan; tanpa ini SCRAM-SHA-512.</translation>
    </message>
    <message>
        <source>Where the password is. Without it PK_KAFKA_PASSWORD, or it is asked for.</source>
        <translation>Letak kata sandi. Tanpa ini PK_KAFKA_PASSWORD, atau ditanyakan.</translation>
    </message>
    <message>
        <source>Ask for the passwords now and keep them in this desktop&apos;s keychain. They are taken from PK_KAFKA_PASSWORD and PK_WAREHOUSE_PASSWORD where those are set.</source>
        <translation>Tanyakan kata sandinya sekarang dan simpan di keychain desktop ini. Bila PK_KAFKA_PASSWORD dan PK_WAREHOUSE_PASSWORD ada, diambil dari sana.</translation>
    </message>
    <message>
        <source>The authority that signed the cluster&apos;s certificates, in PEM.</source>
        <translation>Otoritas yang menandatangani sertifikat cluster, dalam PEM.</translation>
    </message>
    <message>
        <source>This client&apos;s own certificate, in PEM.</source>
        <translation>Sertifikat klien ini sendiri, dalam PEM.</translation>
    </message>
    <message>
        <source>The key of this client&apos;s certificate, in PEM.</source>
        <translation>Kunci sertifikat klien ini, dalam PEM.</translation>
    </message>
    <message>
        <source>The warehouse that goes with it.</source>
        <translation>Warehouse yang menyertainya.</translation>
    </message>
    <message>
        <source>Replicas of topics that are made.</source>
        <translation>Banyaknya replika untuk topic yang dibuat.</translation>
    </message>
    <message>
        <source>How many of them must have a record before it counts.</source>
        <translation>Berapa di antaranya harus memiliki record sebelum record itu dianggap tersimpan.</translation>
    </message>
    <message>
        <source>With add: overwrite a profile of the same name.</source>
        <translation>Dengan add: timpa profil yang senama.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read: %2.</source>
        <translation>&quot;%1&quot; tidak dapat dibaca: %2.</translation>
    </message>
    <message>
        <source>There is no password to keep: type it, or set the environment variable %1.</source>
        <translation>Tidak ada kata sandi untuk disimpan: ketiklah, atau setel variabel lingkungan %1.</translation>
    </message>
    <message>
        <source>user %1 of Kafka</source>
        <translation>user %1 di Kafka</translation>
    </message>
    <message>
        <source>There is a profile &quot;%1&quot; already: add --replace to overwrite it.</source>
        <translation>Profil &quot;%1&quot; sudah ada: tambahkan --replace untuk menimpanya.</translation>
    </message>
    <message>
        <source>Try it:  pelatihan-kafka env profile test %1</source>
        <translation>Mencobanya:  pelatihan-kafka env profile test %1</translation>
    </message>
    <message>
        <source>Use it:  pelatihan-kafka run --env %1</source>
        <translation>Memakainya:  pelatihan-kafka run --env %1</translation>
    </message>
    <message>
        <source>There is no profile yet. Make one with: pelatihan-kafka env profile add NAME --bootstrap HOST:PORT</source>
        <translation>Belum ada profil. Buatlah dengan: pelatihan-kafka env profile add NAMA --bootstrap HOST:PORT</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>GAGAL</translation>
    </message>
    <message>
        <source>Removed: %1.</source>
        <translation>Dihapus: %1.</translation>
    </message>
    <message>
        <source>Clusters of your own, by name: add, list, show, test, remove. A profile holds no password. test goes step by step and says at which one it failed: name, port, TLS, login, brokers, rights, warehouse; its exit code is 0 when all is well, and 3 when not.</source>
        <translation>Cluster milik Anda sendiri, menurut nama: add, list, show, test, remove. Profil tidak menyimpan kata sandi. test memeriksa selangkah demi selangkah dan menyebut di mana gagalnya: nama, port, TLS, login, broker, hak, warehouse; kode keluarnya 0 bila semua baik, 3 bila tidak.</translation>
    </message>
    <message>
        <source>The profile.</source>
        <translation>Profilnya.</translation>
    </message>
    <message>
        <source>Say what to do with which profile, for example: env profile test lab.</source>
        <translation>Sebutkan apa yang dilakukan dengan profil mana, misalnya: env profile test lab.</translation>
    </message>
    <message>
        <source>Where the broker runs; the name of a profile means its cluster.</source>
        <translation>Tempat broker berjalan; nama sebuah profil berarti cluster-nya.</translation>
    </message>
    <message>
        <source>Addresses of the broker, where no profile names them.</source>
        <translation>Alamat broker, bila tidak disebut oleh sebuah profil.</translation>
    </message>
    <message>
        <source>The profile whose cluster it works on.</source>
        <translation>Profil yang cluster-nya dipakai.</translation>
    </message>
    <message>
        <source>A worker needs the address of a broker: add --bootstrap HOST:PORT, or --env with the name of a profile.</source>
        <translation>Worker memerlukan alamat broker: tambahkan --bootstrap HOST:PORT, atau --env dengan nama profil.</translation>
    </message>
    <message>
        <source>--compare names its environments itself. Leave one of them out.</source>
        <translation>--compare sudah menyebut lingkungannya sendiri. Hilangkan salah satunya.</translation>
    </message>
    <message>
        <source>--compare runs twice, and both would use the same file. Leave one of them out.</source>
        <translation>--compare berjalan dua kali, dan keduanya akan memakai berkas yang sama. Hilangkan salah satunya.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no pair that can be compared. Both must begin with empty topics: write embedded,local or local,embedded.</source>
        <translation>&quot;%1&quot; bukan pasangan yang dapat dibandingkan. Keduanya harus mulai dengan topic kosong: tulis embedded,local atau local,embedded.</translation>
    </message>
    <message>
        <source>--compare needs a source that gives the same records twice: the generator, csv or maxwell.</source>
        <translation>--compare memerlukan sumber yang memberikan record yang sama dua kali: generator, csv, atau maxwell.</translation>
    </message>
    <message>
        <source>--compare makes a campus database for each run: the first one would change what the second one reads.</source>
        <translation>--compare membuat basis data kampus untuk setiap run: yang pertama akan mengubah apa yang dibaca yang kedua.</translation>
    </message>
    <message>
        <source>--compare needs an end: say how many records there are.</source>
        <translation>--compare harus ada akhirnya: sebutkan berapa banyak record-nya.</translation>
    </message>
    <message>
        <source>--compare needs an empty warehouse for each run and makes two SQLite files: write sqlite:PATH, or leave it out.</source>
        <translation>--compare perlu warehouse kosong untuk setiap run dan membuat dua berkas SQLite: tulis sqlite:PATH, atau hilangkan.</translation>
    </message>
    <message>
        <source>%1 is there already. Name another place, or remove it.</source>
        <translation>%1 sudah ada. Sebutkan tempat lain, atau hapus berkas itu.</translation>
    </message>
    <message>
        <source>Both are verified and have the same content: what differs is the way to it.</source>
        <translation>Keduanya terbukti benar dan isinya sama: yang berbeda hanya jalannya.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ya</translation>
    </message>
    <message>
        <source>no</source>
        <translation>tidak</translation>
    </message>
    <message>
        <source>%1 given, %2 given back, %3 lost</source>
        <translation>%1 diberikan, %2 dikembalikan, %3 dicabut</translation>
    </message>
    <message>
        <source>checksum of the warehouse</source>
        <translation>checksum warehouse</translation>
    </message>
    <message>
        <source>records acknowledged</source>
        <translation>record terkonfirmasi</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>tersimpan</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>tergantikan</translation>
    </message>
    <message>
        <source>duplicate events</source>
        <translation>event duplikat</translation>
    </message>
    <message>
        <source>dead letters</source>
        <translation>dead letter</translation>
    </message>
    <message>
        <source>filtered</source>
        <translation>tersaring</translation>
    </message>
    <message>
        <source>rows in fact_orders</source>
        <translation>baris di fact_orders</translation>
    </message>
    <message>
        <source>rows in fact_order_items</source>
        <translation>baris di fact_order_items</translation>
    </message>
    <message>
        <source>rows in fact_activities</source>
        <translation>baris di fact_activities</translation>
    </message>
    <message>
        <source>rows in dim_students</source>
        <translation>baris di dim_students</translation>
    </message>
    <message>
        <source>redelivered and absorbed</source>
        <translation>terkirim ulang dan diserap</translation>
    </message>
    <message>
        <source>out of order</source>
        <translation>tidak berurutan</translation>
    </message>
    <message>
        <source>broker ready after (ms)</source>
        <translation>broker siap setelah (ms)</translation>
    </message>
    <message>
        <source>first record acknowledged after (ms)</source>
        <translation>record pertama terkonfirmasi setelah (ms)</translation>
    </message>
    <message>
        <source>groups have their partitions after (ms)</source>
        <translation>group memegang partition-nya setelah (ms)</translation>
    </message>
    <message>
        <source>first row after (ms)</source>
        <translation>baris pertama setelah (ms)</translation>
    </message>
    <message>
        <source>records a second, end to end</source>
        <translation>record per detik, dari ujung ke ujung</translation>
    </message>
    <message>
        <source>produced to stored, p50 (ms)</source>
        <translation>dari terkirim sampai tersimpan, p50 (ms)</translation>
    </message>
    <message>
        <source>produced to stored, p99 (ms)</source>
        <translation>dari terkirim sampai tersimpan, p99 (ms)</translation>
    </message>
    <message>
        <source>processor time a record (µs)</source>
        <translation>waktu prosesor per record (µs)</translation>
    </message>
    <message>
        <source>duration (s)</source>
        <translation>lamanya (s)</translation>
    </message>
    <message>
        <source>digest of the journal</source>
        <translation>digest jurnal</translation>
    </message>
    <message>
        <source>broker</source>
        <translation>broker</translation>
    </message>
    <message>
        <source>partitions of %1</source>
        <translation>partition %1</translation>
    </message>
    <message>
        <source>The run in %1 is not verified: %2</source>
        <translation>Run di %1 tidak terbukti benar: %2</translation>
    </message>
    <message>
        <source>The runs diverge, where the seed decides: %1.</source>
        <translation>Kedua run menyimpang pada hal yang ditentukan seed: %1.</translation>
    </message>
    <message>
        <source>same</source>
        <translation>sama</translation>
    </message>
    <message>
        <source>DIVERGES</source>
        <translation>MENYIMPANG</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>berbeda</translation>
    </message>
    <message>
        <source>Order in the warehouse: of %1 records %2 were stored at another place, inside their partitions %3.</source>
        <translation>Urutan di warehouse: dari %1 record, %2 tersimpan di urutan lain; di dalam partition-nya sendiri %3.</translation>
    </message>
    <message>
        <source>Run the same seed in both environments, one after the other, each with a Kafka and a warehouse of its own, and list what differed. Ends with 1 where what the seed decides is not the same.</source>
        <translation>Jalankan seed yang sama di kedua lingkungan, bergantian, masing-masing dengan Kafka dan warehouse sendiri, lalu sebutkan apa yang berbeda. Berakhir dengan 1 bila yang ditentukan seed tidak sama.</translation>
    </message>
    <message>
        <source>The embedded cluster has crashed, probably over what a client asked of it, and its messages are gone. It does not know everything: in one consumer group, for instance, all members need the same partition.assignment.strategy (range or roundrobin), and one that hangs or dies while it joins may end it, too.</source>
        <translation>Cluster tertanam crash, mungkin karena permintaan suatu client, dan pesan-pesannya hilang. Ia tidak mengenal semuanya: dalam satu consumer group, misalnya, semua anggota harus memakai partition.assignment.strategy yang sama (range atau roundrobin), dan anggota yang macet atau mati saat sedang bergabung juga bisa menghentikannya.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no file, and a warehouse in memory is gone with the program. Write sqlite:PATH.</source>
        <translation>&quot;%1&quot; tidak menyebut file, padahal warehouse di memori hilang begitu program berakhir. Tulis sqlite:PATH.</translation>
    </message>
    <message>
        <source>--%1 and --%2 lead to the same file, %3. Give each a file of its own.</source>
        <translation>--%1 dan --%2 menuju file yang sama, %3. Beri masing-masing file sendiri.</translation>
    </message>
    <message>
        <source>--%1 needs the name of a file: what is kept in memory is gone with the program.</source>
        <translation>--%1 memerlukan nama file: yang disimpan di memori hilang begitu program berakhir.</translation>
    </message>
    <message>
        <source>The CSV file; with maxwell and polling the campus&apos;s SQLite database, without it a new one beside the warehouse. Both also take mysql://USER@HOST:PORT/DB, with the password in PK_KAMPUS_PASSWORD for maxwell, which is then the real one, and in PK_SOURCE_PASSWORD for polling.</source>
        <translation>Berkas CSV; untuk maxwell dan polling basis data SQLite kampus, tanpa opsi ini dibuat yang baru di sebelah warehouse. Keduanya juga menerima mysql://USER@HOST:PORT/DB, dengan kata sandi di PK_KAMPUS_PASSWORD untuk maxwell, yang lalu berarti Maxwell sungguhan, dan di PK_SOURCE_PASSWORD untuk polling.</translation>
    </message>
    <message>
        <source>Change events of the campus database: %1 published by Maxwell, %2 bridged. Database: %3</source>
        <translation>Event perubahan basis data kampus: %1 diterbitkan oleh Maxwell, %2 diolah bridge. Basis data: %3</translation>
    </message>
    <message>
        <source>not found by %1; the lakehouse needs it. Install it with: python3 -m venv lake &amp;&amp; lake/bin/pip install pyarrow (the package python3-venv has venv), and name that Python in PK_LAKE_PYTHON: lake/bin/python</source>
        <translation>tidak ditemukan oleh %1; lakehouse memerlukannya. Pasang dengan: python3 -m venv lake &amp;&amp; lake/bin/pip install pyarrow (venv ada di paket python3-venv), lalu sebutkan Python itu di PK_LAKE_PYTHON: lake/bin/python</translation>
    </message>
    <message>
        <source>The profile whose cluster the changes are published to.</source>
        <translation>Profil yang cluster-nya menerima perubahan.</translation>
    </message>
    <message>
        <source>The changes of a MySQL or MariaDB database are in its binlog. Start Maxwell, which publishes them from there, and leave --bootstrap and --env out.</source>
        <translation>Perubahan database MySQL atau MariaDB ada di binlog-nya. Jalankan Maxwell, yang menerbitkannya dari sana, tanpa --bootstrap dan --env.</translation>
    </message>
    <message>
        <source>There is nowhere to publish to: add --bootstrap HOST:PORT, or --env with the name of a profile.</source>
        <translation>Tidak ada tujuan penerbitan: tambahkan --bootstrap HOST:PORT, atau --env dengan nama sebuah profil.</translation>
    </message>
    <message>
        <source>Name a profile or compose; any other broker by --bootstrap HOST:PORT.</source>
        <translation>Sebutkan sebuah profil atau compose; broker lain dengan --bootstrap HOST:PORT.</translation>
    </message>
    <message>
        <source>--env %1 has addresses of its own: leave --bootstrap out.</source>
        <translation>--env %1 sudah punya alamat sendiri: jangan pakai --bootstrap.</translation>
    </message>
    <message>
        <source>--lockstep and a campus database in MySQL or MariaDB do not go together: when Maxwell publishes a change is not the seed&apos;s choice. In SQLite its emulation does it step by step.</source>
        <translation>--lockstep dan basis data kampus di MySQL atau MariaDB tidak bisa dipakai bersama: kapan Maxwell menerbitkan sebuah perubahan tidak ditentukan oleh seed. Di SQLite, tiruannya melakukannya langkah demi langkah.</translation>
    </message>
    <message>
        <source>--lockstep and --olap do not go together: nobody steps the replicas.</source>
        <translation>--lockstep dan --olap tidak bisa dipakai bersama: replika tidak ikut dijalankan langkah demi langkah.</translation>
    </message>
    <message>
        <source>… + %1 still waiting in the topics</source>
        <translation>… + %1 masih menunggu di topic</translation>
    </message>
    <message>
        <source>--url has named the API already. Leave one of the two out.</source>
        <translation>API-nya sudah disebut dengan --url. Pakai salah satu saja.</translation>
    </message>
    <message>
        <source>With rest, the API&apos;s address, to which /orders and /activities are added. A token for it is read from PK_API_TOKEN. --input means the same.</source>
        <translation>Dengan rest: alamat API, yang disambung dengan /orders dan /activities. Token untuknya dibaca dari PK_API_TOKEN. --input sama artinya.</translation>
    </message>
    <message>
        <source>A consumer group needs a name.</source>
        <translation>Consumer group harus punya nama.</translation>
    </message>
    <message>
        <source>%1, of the window</source>
        <translation>%1, milik jendela</translation>
    </message>
    <message>
        <source>A real Kafka on this machine, for the pipeline and for any other program. up starts it and leaves it running, also when this terminal closes, until down ends it; its messages are kept. It needs Java and Kafka&apos;s program files: doctor says whether they are there. The exit code of status is 0 when one is up, and 3 when not. show says of any environment, also of embedded, custom or a profile, what is real there, what is emulated and what cannot be had. env profile is for clusters of your own: see its --help.</source>
        <translation>Kafka sungguhan di komputer ini, untuk pipeline dan program lain apa pun. up menjalankannya dan membiarkannya berjalan, juga setelah terminal ini ditutup, sampai dihentikan dengan down; pesan-pesannya disimpan. Diperlukan Java dan berkas program Kafka: doctor memeriksa apakah keduanya ada. Kode keluar status adalah 0 bila ada yang berjalan, dan 3 bila tidak. show menyebutkan, untuk lingkungan mana pun, juga embedded, custom, atau sebuah profil, apa yang nyata di sana, apa yang tiruan, dan apa yang tidak dapat diperoleh. env profile adalah untuk cluster milik Anda sendiri: lihat --help-nya.</translation>
    </message>
    <message>
        <source>Topics to create, with their partitions: shop:3,payments:1. Without this option those of the pipeline (%1), which workers need; with --control none.</source>
        <translation>Topic yang dibuat beserta jumlah partition-nya: shop:3,payments:1. Tanpa opsi ini topic milik pipeline (%1), yang diperlukan worker; dengan --control tidak ada.</translation>
    </message>
    <message>
        <source>The mapping makes orders of this file. Write --dataset orders, or name another mapping with --mapping FILE.</source>
        <translation>Mapping-nya menjadikan berkas ini pesanan. Tulis --dataset orders, atau sebutkan mapping lain dengan --mapping FILE.</translation>
    </message>
    <message>
        <source>The mapping makes activities of this file. Write --dataset activities, or name another mapping with --mapping FILE.</source>
        <translation>Mapping-nya menjadikan berkas ini kegiatan mahasiswa. Tulis --dataset activities, atau sebutkan mapping lain dengan --mapping FILE.</translation>
    </message>
    <message>
        <source>Standard output could not be written: what was to be printed there is not complete. Is its disk full?</source>
        <translation>Keluaran standar tidak bisa ditulis: yang seharusnya dicetak di sana tidak lengkap. Apakah disknya penuh?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no server. Write HOST:PORT.</source>
        <translation>&quot;%1&quot; bukan server. Tulislah HOST:PORT.</translation>
    </message>
    <message>
        <source>%1 is there already, and was left as it is. Name another file; or remove it, if it is what a program has left that was killed.</source>
        <translation>%1 sudah ada dan dibiarkan apa adanya. Sebutkan berkas lain; atau hapus berkas itu kalau ia peninggalan program yang dimatikan paksa.</translation>
    </message>
    <message>
        <source>The address cannot be written: %1. Nothing runs any more; choose another file.</source>
        <translation>Alamatnya tidak dapat ditulis: %1. Tidak ada lagi yang berjalan; pilih berkas lain.</translation>
    </message>
    <message>
        <source>Read the changes of all tables from this one topic, in the order in which they were committed. For a source whose orders have no columns version and item_count: with Maxwell kafka_topic=TOPIC and producer_partition_by=database.</source>
        <translation>Baca perubahan semua tabel dari satu topic ini, menurut urutan commit-nya. Untuk sumber yang tabel orders-nya tidak punya kolom version dan item_count: pada Maxwell atur kafka_topic=TOPIC dan producer_partition_by=database.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name for the topic of all change events: letters, digits, dots, dashes and underscores, and none of the pipeline&apos;s own topics.</source>
        <translation>&quot;%1&quot; bukan nama yang bisa dipakai untuk topic semua change event: huruf, angka, titik, tanda hubung, dan garis bawah, dan bukan topic milik pipeline sendiri.</translation>
    </message>
    <message>
        <source>--one-topic and --olap do not go together: replicas read a topic for each table.</source>
        <translation>--one-topic dan --olap tidak bisa dipakai bersama: replika membaca satu topic per tabel.</translation>
    </message>
    <message>
        <source>%1 of %2 nodes run. See what the others say: pelatihan-kafka env logs local --nodes %2. To begin anew: pelatihan-kafka env down local --nodes %2, then up.</source>
        <translation>%1 dari %2 node hidup. Lihat pesan node lainnya: pelatihan-kafka env logs local --nodes %2. Untuk mulai dari awal: pelatihan-kafka env down local --nodes %2, lalu up.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) have ended and are started again …</source>
        <translation>
            <numerusform>%n node sudah mati dan sedang dihidupkan lagi …</numerusform>
        </translation>
    </message>
    <message>
        <source>Compose has a campus database and a Maxwell of its own, which writes a topic for each table: leave --%1 out.</source>
        <translation>Compose punya database kampus dan Maxwell sendiri, yang menulis satu topic untuk setiap tabel: jangan pakai --%1.</translation>
    </message>
    <message>
        <source>The real Maxwell needs a real Kafka: add --env local, a profile, or --bootstrap with an address. Without --input an emulation takes its place.</source>
        <translation>Maxwell sungguhan memerlukan Kafka sungguhan: tambahkan --env local, profil, atau --bootstrap dengan alamat. Tanpa --input, tiruannya yang dipakai.</translation>
    </message>
</context>
<context>
    <name>environment</name>
    <message>
        <source>The folder cannot be written: %1.</source>
        <translation>Folder tidak dapat ditulisi: %1.</translation>
    </message>
    <message>
        <source>The folder cannot be made.</source>
        <translation>Folder tidak dapat dibuat.</translation>
    </message>
    <message>
        <source>A local Kafka of %1 node(s) lives in this folder, not of %2. It was left as it is.</source>
        <translation>Di folder ini ada Kafka lokal dengan %1 node, bukan %2. Folder dibiarkan apa adanya.</translation>
    </message>
    <message>
        <source>No port of this machine is free.</source>
        <translation>Tidak ada port yang bebas di komputer ini.</translation>
    </message>
    <message>
        <source>A local Kafka already runs in this folder.</source>
        <translation>Sudah ada Kafka lokal yang berjalan di folder ini.</translation>
    </message>
    <message>
        <source>Kafka needs Java %1 or newer, and only %2 is here. Install it with: apt install default-jre-headless</source>
        <translation>Kafka memerlukan Java %1 atau yang lebih baru, sedangkan di sini hanya ada %2. Pasang dengan: apt install default-jre-headless</translation>
    </message>
    <message>
        <source>A Kafka on this machine needs Java, and there is none. Install it with: apt install default-jre-headless</source>
        <translation>Kafka di komputer ini memerlukan Java, dan Java belum ada. Pasang dengan: apt install default-jre-headless</translation>
    </message>
    <message>
        <source>The start was interrupted; the nodes have ended.</source>
        <translation>Proses mulai dihentikan; semua node sudah berhenti.</translation>
    </message>
    <message>
        <source>The data folder of node %1 could not be prepared: %2</source>
        <translation>Folder data node %1 tidak dapat disiapkan: %2</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>prosesnya dimatikan</translation>
    </message>
    <message>
        <source>Node %1 of the local Kafka has ended: %2</source>
        <translation>Node %1 dari Kafka lokal berhenti: %2</translation>
    </message>
    <message>
        <source>The local Kafka did not answer in time. Its logs are in the folder.</source>
        <translation>Kafka lokal tidak menjawab pada waktunya. Log-nya ada di folder ini.</translation>
    </message>
    <message>
        <source>The local Kafka has no node %1.</source>
        <translation>Kafka lokal tidak memiliki node %1.</translation>
    </message>
    <message>
        <source>PK_COMPOSE_FILE names no file: %1.</source>
        <translation>PK_COMPOSE_FILE tidak menunjuk ke berkas: %1.</translation>
    </message>
    <message>
        <source>%1 is not beside this program. Name it by PK_COMPOSE_FILE.</source>
        <translation>%1 tidak ada di dekat program ini. Sebutkan lewat PK_COMPOSE_FILE.</translation>
    </message>
    <message>
        <source>There is no Docker engine on this computer. Install one with its compose plugin: https://docs.docker.com/engine/install. Without it: pelatihan-kafka env up local.</source>
        <translation>Tidak ada Docker Engine di komputer ini. Pasanglah beserta plugin compose-nya: https://docs.docker.com/engine/install. Tanpa Docker: pelatihan-kafka env up local.</translation>
    </message>
    <message>
        <source>Docker is here, but not its compose plugin. Install the package docker-compose-plugin (docker-compose-v2 on Ubuntu).</source>
        <translation>Docker ada, tetapi plugin compose-nya tidak. Pasang paket docker-compose-plugin (di Ubuntu docker-compose-v2).</translation>
    </message>
    <message>
        <source>Docker is here, but its engine does not answer. Start it (sudo systemctl start docker), and let yourself use it (sudo usermod -aG docker $USER, then log in anew).</source>
        <translation>Docker ada, tetapi engine-nya tidak menjawab. Jalankan (sudo systemctl start docker), dan beri diri Anda hak memakainya (sudo usermod -aG docker $USER, lalu login ulang).</translation>
    </message>
    <message>
        <source>The keychain of this desktop does not answer (%1). Give the password by an environment variable, or type it when it is asked for.</source>
        <translation>Keychain desktop ini tidak menjawab (%1). Berikan kata sandi lewat variabel lingkungan, atau ketik bila ditanya.</translation>
    </message>
    <message>
        <source>a keychain answers (Secret Service)</source>
        <translation>keychain menjawab (Secret Service)</translation>
    </message>
    <message>
        <source>The keychain holds no password %1.</source>
        <translation>Keychain tidak menyimpan kata sandi %1.</translation>
    </message>
    <message>
        <source>This program was built without a keychain; passwords of profiles come from environment variables or are asked for. To have it: apt install libsecret-1-dev, and build again.</source>
        <translation>Program ini dibangun tanpa keychain; kata sandi profil diambil dari variabel lingkungan atau ditanyakan. Untuk memakainya: apt install libsecret-1-dev, lalu bangun ulang.</translation>
    </message>
    <message>
        <source>A password has no place in this file. Write where it is: keychain:SERVICE/KEY or env:NAME.</source>
        <translation>Kata sandi tidak boleh ada di berkas ini. Tulis letaknya saja: keychain:LAYANAN/KUNCI atau env:NAMA.</translation>
    </message>
    <message>
        <source>SASL needs a user and a mechanism.</source>
        <translation>SASL memerlukan user dan mekanisme.</translation>
    </message>
    <message>
        <source>User, mechanism and secret need the protocol SASL_SSL or SASL_PLAINTEXT.</source>
        <translation>User, mekanisme, dan secret memerlukan protokol SASL_SSL atau SASL_PLAINTEXT.</translation>
    </message>
    <message>
        <source>Certificates need the protocol SSL or SASL_SSL.</source>
        <translation>Sertifikat memerlukan protokol SSL atau SASL_SSL.</translation>
    </message>
    <message>
        <source>A client&apos;s certificate and its key belong together.</source>
        <translation>Sertifikat klien dan kuncinya harus disebut berdua.</translation>
    </message>
    <message>
        <source>At least one server is needed.</source>
        <translation>Perlu sedikitnya satu server.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no server. Write HOST:PORT.</source>
        <translation>&quot;%1&quot; bukan server. Tulislah HOST:PORT.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no warehouse. Write sqlite:PATH or mysql://USER@HOST:PORT/DB.</source>
        <translation>&quot;%1&quot; bukan warehouse. Tulislah sqlite:PATH atau mysql://USER@HOST:PORT/DB.</translation>
    </message>
    <message>
        <source>There is no profile &quot;%1&quot;. There are: %2.</source>
        <translation>Tidak ada profil &quot;%1&quot;. Yang ada: %2.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a profile&apos;s name: small letters, digits, - and _, and not one of embedded, local, custom, compose, profile.</source>
        <translation>&quot;%1&quot; tidak dapat menjadi nama profil: pakailah huruf kecil, angka, - dan _, dan bukan embedded, local, custom, compose, profile.</translation>
    </message>
    <message>
        <source>A prefix has at most 40 letters, digits, dots, - and _, and does not begin with two underscores.</source>
        <translation>Prefix paling panjang 40 huruf, angka, titik, - dan _, dan tidak diawali dua garis bawah.</translation>
    </message>
    <message>
        <source>More replicas than there are cannot be in sync.</source>
        <translation>Replika yang sinkron tidak dapat lebih banyak daripada replika yang ada.</translation>
    </message>
    <message>
        <source>The profile cannot be read: %1.</source>
        <translation>Profil tidak dapat dibaca: %1.</translation>
    </message>
    <message>
        <source>The profile cannot be written: %1.</source>
        <translation>Profil tidak dapat ditulis: %1.</translation>
    </message>
    <message>
        <source>The profile cannot be removed: %1.</source>
        <translation>Profil tidak dapat dihapus: %1.</translation>
    </message>
    <message>
        <source>The environment variable %1 is not set.</source>
        <translation>Variabel lingkungan %1 tidak disetel.</translation>
    </message>
    <message>
        <source>The password of %1 is not known. Set the environment variable %2, or keep it in the keychain: pelatihan-kafka env profile add … --keychain.</source>
        <translation>Kata sandi %1 tidak diketahui. Setel variabel lingkungan %2, atau simpan di keychain: pelatihan-kafka env profile add … --keychain.</translation>
    </message>
    <message>
        <source>user %1 of Kafka</source>
        <translation>user %1 di Kafka</translation>
    </message>
    <message>
        <source>the key %1</source>
        <translation>kunci %1</translation>
    </message>
    <message>
        <source>the warehouse %1</source>
        <translation>warehouse %1</translation>
    </message>
    <message>
        <source>warehouse</source>
        <translation>warehouse</translation>
    </message>
    <message>
        <source>none named: a new SQLite file each time</source>
        <translation>tidak disebut: setiap kali berkas SQLite baru</translation>
    </message>
    <message>
        <source>The folder can be written.</source>
        <translation>Folder dapat ditulisi.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written.</source>
        <translation>Folder %1 tidak dapat ditulisi.</translation>
    </message>
    <message>
        <source>%1: a table was made, written and dropped.</source>
        <translation>%1: satu tabel dibuat, ditulisi, lalu dihapus.</translation>
    </message>
    <message>
        <source>The log of a program cannot be written.</source>
        <translation>Log sebuah program tidak dapat ditulis.</translation>
    </message>
    <message>
        <source>A program could not be started: %1.</source>
        <translation>Sebuah program tidak dapat dijalankan: %1.</translation>
    </message>
    <message>
        <source>it takes longer than %1 seconds</source>
        <translation>memakan waktu lebih dari %1 detik</translation>
    </message>
    <message>
        <source>Maxwell reads the binlog, and this server does not write it as Maxwell needs it. Start the server with: %1</source>
        <translation>Maxwell membaca binlog, dan server ini tidak menulisnya seperti yang dibutuhkan Maxwell. Jalankan server dengan: %1</translation>
    </message>
    <message>
        <source>The settings of Maxwell cannot be written.</source>
        <translation>Pengaturan Maxwell tidak dapat ditulis.</translation>
    </message>
    <message>
        <source>Maxwell has ended by itself. It is started again and goes on where it was. Its last words: %1</source>
        <translation>Maxwell berhenti sendiri. Maxwell dijalankan lagi dan melanjutkan dari posisi terakhirnya. Kata-kata terakhirnya: %1</translation>
    </message>
    <message>
        <source>Maxwell ends again and again. Its last words: %1</source>
        <translation>Maxwell berulang kali berhenti. Kata-kata terakhirnya: %1</translation>
    </message>
    <message>
        <source>The server writes no binlog.</source>
        <translation>Server ini tidak menulis binlog.</translation>
    </message>
    <message>
        <source>Kafka&apos;s program files are not here yet. Fetch them once, about 55 MB, with: %1</source>
        <translation>Berkas program Kafka belum ada. Ambil sekali saja, sekitar 55 MB, dengan: %1</translation>
    </message>
    <message>
        <source>Local Kafka, 1 node</source>
        <translation>Kafka lokal, 1 node</translation>
    </message>
    <message>
        <source>Local Kafka, %1 nodes</source>
        <translation>Kafka lokal, %1 node</translation>
    </message>
    <message>
        <source>Kafka in containers</source>
        <translation>Kafka di kontainer</translation>
    </message>
    <message>
        <source>Embedded broker</source>
        <translation>Broker tertanam</translation>
    </message>
    <message>
        <source>Given up before it was there.</source>
        <translation>Dibatalkan sebelum siap.</translation>
    </message>
    <message>
        <source>The nodes of the last time are still ending …</source>
        <translation>Node dari pemakaian sebelumnya masih diakhiri …</translation>
    </message>
    <message>
        <source>The node starts; it does not answer yet …</source>
        <translation>Node dinyalakan; belum menjawab …</translation>
    </message>
    <message>
        <source>Starting node %1 of %2 …</source>
        <translation>Menyalakan node %1 dari %2 …</translation>
    </message>
    <message>
        <source>Connection test: %1</source>
        <translation>Uji koneksi: %1</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>Menyambung ke %1 …</translation>
    </message>
    <message>
        <source>Start the containers: pelatihan-kafka env up compose</source>
        <translation>Nyalakan kontainernya: pelatihan-kafka env up compose</translation>
    </message>
    <message>
        <source>The whole test: pelatihan-kafka env profile test %1. Another address or password: in the settings, at Kafka clusters of your own.</source>
        <translation>Uji lengkapnya: pelatihan-kafka env profile test %1. Alamat atau kata sandi lain: di pengaturan, pada Cluster Kafka milik Anda.</translation>
    </message>
    <message>
        <source>Using the local Kafka that is up at %1.</source>
        <translation>Memakai Kafka lokal yang sudah berjalan di %1.</translation>
    </message>
    <message>
        <source>Starting a local Kafka %1 of one node …</source>
        <translation>Menyalakan Kafka lokal %1 dengan satu node …</translation>
    </message>
    <message>
        <source>Starting a local Kafka %1 of %2 nodes …</source>
        <translation>Menyalakan Kafka lokal %1 dengan %2 node …</translation>
    </message>
    <message>
        <source>The other environments are embedded, local and compose.</source>
        <translation>Lingkungan lainnya: embedded, local, dan compose.</translation>
    </message>
    <message>
        <source>There is no profile &quot;%1&quot;, nor any other. To make it: pelatihan-kafka env profile add %1 --bootstrap HOST:PORT.</source>
        <translation>Tidak ada profil &quot;%1&quot;, juga tidak ada profil lain. Untuk membuatnya: pelatihan-kafka env profile add %1 --bootstrap HOST:PORT.</translation>
    </message>
    <message>
        <source>Maxwell&apos;s program files are not here yet. Fetch them once, about 67 MB, with: %1</source>
        <translation>Berkas program Maxwell belum ada di sini. Ambil satu kali, sekitar 67 MB, dengan: %1</translation>
    </message>
    <message>
        <source>The user %1 lacks rights that Maxwell needs. Somebody who may grant them runs: %2</source>
        <translation>Pengguna %1 tidak punya hak yang diperlukan Maxwell. Orang yang boleh memberikannya menjalankan: %2</translation>
    </message>
    <message>
        <source>Maxwell comes over the network alone: write the server&apos;s host and port instead of a socket.</source>
        <translation>Maxwell hanya bisa lewat jaringan: tulis host dan port server, bukan socket.</translation>
    </message>
    <message>
        <source>The real Maxwell does not write to the embedded broker: it needs a real Kafka.</source>
        <translation>Maxwell sungguhan tidak menulis ke broker tertanam: ia memerlukan Kafka sungguhan.</translation>
    </message>
    <message>
        <source>Broker %1 is down: no coordinator is asked about consumer groups until all brokers are up again.</source>
        <translation>Broker %1 mati: tidak ada coordinator yang ditanya tentang consumer group sampai semua broker hidup lagi.</translation>
    </message>
    <message>
        <source>A certificate&apos;s file cannot be read.</source>
        <translation>Berkas sertifikat tidak dapat dibaca.</translation>
    </message>
    <message>
        <source>The user %1 may not see how far Compose&apos;s Maxwell is. Root of that database runs: %2</source>
        <translation>Pengguna %1 tidak boleh melihat sampai di mana Maxwell milik Compose. Root database itu menjalankan: %2</translation>
    </message>
    <message>
        <source>Compose&apos;s Maxwell does not answer. What the campus does waits in the binlog until it is back. What it says: pelatihan-kafka env logs compose</source>
        <translation>Maxwell milik Compose tidak menjawab. Perubahan di kampus menunggu di binlog sampai Maxwell kembali. Yang dikatakannya: pelatihan-kafka env logs compose</translation>
    </message>
    <message>
        <source>Compose&apos;s Maxwell is behind: it lives, and has published nothing for a while of what the campus did. What it says: pelatihan-kafka env logs compose</source>
        <translation>Maxwell milik Compose tertinggal: ia hidup, tetapi sudah beberapa lama tidak menerbitkan perubahan di kampus. Yang dikatakannya: pelatihan-kafka env logs compose</translation>
    </message>
</context>
<context>
    <name>extract</name>
    <message>
        <source>a whole number or &quot;0.001&quot;</source>
        <translation>bilangan bulat atau &quot;0.001&quot;</translation>
    </message>
    <message>
        <source>one of /packs that consists of the product&apos;s unit</source>
        <translation>salah satu isi /packs yang terdiri atas satuan produk itu</translation>
    </message>
    <message>
        <source>a list of whole numbers above zero</source>
        <translation>daftar bilangan bulat di atas nol</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>salah satu dari %1</translation>
    </message>
    <message>
        <source>a column&apos;s name and } after every {</source>
        <translation>nama kolom dan } setelah setiap {</translation>
    </message>
    <message>
        <source>a JSON pointer such as /customer/id</source>
        <translation>JSON pointer, misalnya /customer/id</translation>
    </message>
    <message>
        <source>exactly one of column, template and value beside it</source>
        <translation>tepat satu dari column, template, dan value di sampingnya</translation>
    </message>
    <message>
        <source>a text, a number, true, false or null</source>
        <translation>teks, bilangan, true, false, atau null</translation>
    </message>
    <message>
        <source>iso, epoch, or letters such as dd/MM/yyyy HH:mm in each</source>
        <translation>iso, epoch, atau huruf seperti dd/MM/yyyy HH:mm pada setiap isinya</translation>
    </message>
    <message>
        <source>each pointer once, and none inside another</source>
        <translation>setiap pointer satu kali saja, dan tidak berada di dalam pointer lain</translation>
    </message>
    <message>
        <source>a field with &quot;to&quot;: &quot;/%1&quot;</source>
        <translation>sebuah field dengan &quot;to&quot;: &quot;/%1&quot;</translation>
    </message>
    <message>
        <source>a field with &quot;to&quot;: &quot;/occurred_at&quot; and &quot;type&quot;: &quot;time&quot;</source>
        <translation>sebuah field dengan &quot;to&quot;: &quot;/occurred_at&quot; dan &quot;type&quot;: &quot;time&quot;</translation>
    </message>
    <message>
        <source>no field for /%1, which is made elsewhere</source>
        <translation>tanpa field untuk /%1, karena dibuat di tempat lain</translation>
    </message>
    <message>
        <source>items for orders, and only for them</source>
        <translation>items untuk orders, dan hanya untuk orders</translation>
    </message>
    <message>
        <source>an offset such as +07:00 or Z</source>
        <translation>selisih waktu seperti +07:00 atau Z</translation>
    </message>
    <message>
        <source>%1 is empty. A CSV file must begin with a line of column names.</source>
        <translation>%1 kosong. Berkas CSV harus diawali satu baris berisi nama kolom.</translation>
    </message>
    <message>
        <source>The first line of %1 cannot be read as column names. Check its quotes and its encoding.</source>
        <translation>Baris pertama %1 tidak dapat dibaca sebagai nama kolom. Periksa tanda kutip dan pengodeannya.</translation>
    </message>
    <message>
        <source>%1 is encoded in UTF-16. Save it as CSV UTF-8 and try again.</source>
        <translation>%1 memakai pengodean UTF-16. Simpan sebagai CSV UTF-8, lalu coba lagi.</translation>
    </message>
    <message>
        <source>%1 could not be read to its end: %2. What was read before stays; try again when the file is back.</source>
        <translation>%1 tidak dapat dibaca sampai akhir: %2. Yang sudah terbaca tetap tersimpan; coba lagi bila berkasnya sudah ada kembali.</translation>
    </message>
    <message>
        <source>%1 lacks columns that the mapping &quot;%2&quot; needs: %3. It has: %4. Check the file, its delimiter or the mapping.</source>
        <translation>%1 tidak mempunyai kolom yang diperlukan pemetaan &quot;%2&quot;: %3. Yang ada: %4. Periksa berkasnya, pemisah kolomnya, atau pemetaannya.</translation>
    </message>
    <message>
        <source>%1 has more than one column of these names, which the mapping &quot;%2&quot; needs: %3. Rename them in the file.</source>
        <translation>%1 mempunyai lebih dari satu kolom bernama ini, padahal pemetaan &quot;%2&quot; memerlukannya: %3. Ganti namanya di dalam berkas.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2. Check the path and try again.</source>
        <translation>%1 tidak dapat dibuka: %2. Periksa jalurnya, lalu coba lagi.</translation>
    </message>
    <message>
        <source>The number of records must not be negative.</source>
        <translation>Banyaknya record tidak boleh negatif.</translation>
    </message>
    <message>
        <source>The first sequence number must lie between 1 and %1.</source>
        <translation>Nomor urut pertama harus antara 1 dan %1.</translation>
    </message>
    <message>
        <source>The mean time between events must lie between 0 and one day.</source>
        <translation>Rata-rata jarak waktu antar-event harus antara 0 dan satu hari.</translation>
    </message>
    <message>
        <source>The virtual clock must start after 1970.</source>
        <translation>Jam virtual harus dimulai setelah tahun 1970.</translation>
    </message>
    <message>
        <source>A rate must lie between 0 and 100 percent.</source>
        <translation>Persentase harus antara 0 dan 100.</translation>
    </message>
    <message>
        <source>%1 cannot be used: at %2, expected %3.</source>
        <translation>%1 tidak dapat dipakai: pada %2 diharapkan %3.</translation>
    </message>
    <message>
        <source>a text that is not empty</source>
        <translation>teks yang tidak kosong</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>bilangan bulat dari %1 sampai %2</translation>
    </message>
    <message>
        <source>a list of at least %1 texts that are not empty</source>
        <translation>daftar berisi sekurang-kurangnya %1 teks yang tidak kosong</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>sebuah objek</translation>
    </message>
    <message>
        <source>a list of at least %1 objects</source>
        <translation>daftar berisi sekurang-kurangnya %1 objek</translation>
    </message>
    <message>
        <source>only these keys: %1</source>
        <translation>hanya kunci berikut: %1</translation>
    </message>
    <message>
        <source>%1 is not valid JSON at line %2: %3.</source>
        <translation>%1 bukan JSON yang sah pada baris %2: %3.</translation>
    </message>
    <message>
        <source>%1 must hold one JSON object.</source>
        <translation>%1 harus berisi satu objek JSON.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. Check the path and try again.</source>
        <translation>%1 tidak dapat dibaca: %2. Periksa jalurnya, lalu coba lagi.</translation>
    </message>
    <message>
        <source>No known mapping fits the columns of %1 (%2). A mapping file says what its columns mean.</source>
        <translation>Tidak ada pemetaan yang cocok dengan kolom %1 (%2). Berkas pemetaan menjelaskan arti kolomnya.</translation>
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
        <translation>Klien Kafka sungguhan berbicara dengan tiga broker lewat protokol Kafka. Key, header, offset, konfirmasi, dan kompresi sama seperti di tempat lain; kcat dan klien librdkafka lain dapat ikut.</translation>
    </message>
    <message>
        <source>Consumer groups and rebalances</source>
        <translation>Consumer group dan rebalance</translation>
    </message>
    <message>
        <source>Members join, leave and crash, partitions move, offsets are committed. The first join of a group always takes 3 seconds here.</source>
        <translation>Anggota masuk, keluar, dan crash; partition berpindah; offset di-commit. Di sini join pertama sebuah group selalu makan waktu 3 detik.</translation>
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
        <translation>Retention</translation>
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
        <translation>Broker ini tidak dapat menyebutkan daftar group, jadi hanya group yang dijalankan program ini yang tampil beserta anggotanya.</translation>
    </message>
    <message>
        <source>Kafka&apos;s Java tools</source>
        <translation>Alat Java milik Kafka</translation>
    </message>
    <message>
        <source>kafka-topics.sh and its relatives time out here. Shown commands say where they work.</source>
        <translation>kafka-topics.sh dan sejenisnya tidak mendapat jawaban di sini (timeout). Setiap perintah yang ditampilkan menyebut di mana ia dapat dipakai.</translation>
    </message>
    <message>
        <source>A real Kafka client speaks to Apache Kafka itself. Programs in any language can join in.</source>
        <translation>Klien Kafka sungguhan berbicara dengan Apache Kafka sendiri. Program dalam bahasa apa pun dapat ikut serta.</translation>
    </message>
    <message>
        <source>--semantics transactions: outputs and offsets of the transform become visible together, and an older producer with the same id is shut out.</source>
        <translation>--semantics transactions: keluaran dan offset transform tampak bersamaan, dan producer lama dengan id yang sama ditolak.</translation>
    </message>
    <message>
        <source>All groups of the cluster can be listed, with their members.</source>
        <translation>Semua group di cluster dapat ditampilkan beserta anggotanya.</translation>
    </message>
    <message>
        <source>No broker of Kafka answers late or with a chosen error because it is asked to.</source>
        <translation>Broker Kafka tidak dapat disuruh menjawab terlambat atau dengan kesalahan pilihan.</translation>
    </message>
    <message>
        <source>Kafka&apos;s own coordinator. Its first join waits for nobody here; by Kafka&apos;s default it would be 3 seconds.</source>
        <translation>Coordinator Kafka sendiri. Di sini join pertama tidak menunggu siapa pun; bawaan Kafka 3 detik.</translation>
    </message>
    <message>
        <source>The cluster&apos;s own coordinator, with its own time-outs.</source>
        <translation>Coordinator cluster itu sendiri, dengan batas waktunya sendiri.</translation>
    </message>
    <message>
        <source>A node is a process that is really killed. With three nodes Kafka elects other leaders, replicas fall out of sync and catch up; with one, everything waits.</source>
        <translation>Node adalah proses yang benar-benar dimatikan. Dengan tiga node Kafka memilih leader lain, replika tertinggal lalu menyusul; dengan satu node semuanya menunggu.</translation>
    </message>
    <message>
        <source>This program has not started these brokers and does not end them.</source>
        <translation>Program ini tidak menjalankan broker-broker itu dan tidak mematikannya.</translation>
    </message>
    <message>
        <source>Slow brokers and chosen errors</source>
        <translation>Broker lambat dan kesalahan pilihan</translation>
    </message>
    <message>
        <source>Answers are delayed and requests are refused with an error of Kafka&apos;s, as ordered.</source>
        <translation>Jawaban ditunda dan permintaan ditolak dengan kesalahan Kafka, sesuai perintah.</translation>
    </message>
    <message>
        <source>On disk, for the time and size that each topic is set to. Producers are not slowed down.</source>
        <translation>Di disk, selama waktu dan sebesar ukuran yang diatur untuk setiap topic. Producer tidak diperlambat.</translation>
    </message>
    <message>
        <source>What the cluster and its topics are set to.</source>
        <translation>Sesuai pengaturan cluster dan topic-nya.</translation>
    </message>
    <message>
        <source>They come with the program files of Kafka and work.</source>
        <translation>Alat-alat itu ikut dalam berkas program Kafka dan berfungsi.</translation>
    </message>
    <message>
        <source>They work with the cluster&apos;s address.</source>
        <translation>Alat-alat itu berfungsi dengan alamat cluster.</translation>
    </message>
    <message>
        <source>Several machines</source>
        <translation>Beberapa komputer</translation>
    </message>
    <message>
        <source>The brokers are threads of one process that listens on 127.0.0.1 alone.</source>
        <translation>Broker-broker ini thread dari satu proses yang hanya mendengarkan di 127.0.0.1.</translation>
    </message>
    <message>
        <source>The nodes are processes of one machine, which share its disk, memory and power. They listen on 127.0.0.1 alone.</source>
        <translation>Node-node ini proses di satu komputer yang berbagi disk, memori, dan listrik. Semuanya hanya mendengarkan di 127.0.0.1.</translation>
    </message>
    <message>
        <source>Where the cluster spans several. Workers on other machines join the same groups.</source>
        <translation>Bila cluster-nya tersebar di beberapa komputer. Worker di komputer lain ikut dalam group yang sama.</translation>
    </message>
    <message>
        <source>Change data capture</source>
        <translation>Change data capture</translation>
    </message>
    <message>
        <source>real</source>
        <translation>nyata</translation>
    </message>
    <message>
        <source>emulated</source>
        <translation>tiruan</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>tidak ada di sini</translation>
    </message>
    <message>
        <source>run --source maxwell takes the changes of an SQLite database from triggers and publishes them in Maxwell&apos;s format. The real Maxwell does not write to this broker.</source>
        <translation>run --source maxwell mengambil perubahan basis data SQLite lewat trigger dan mengirimnya dalam format Maxwell. Maxwell sungguhan tidak menulis ke broker ini.</translation>
    </message>
    <message>
        <source>This program does not end the container, but docker compose stop kafka does. It is the only broker: everything waits until it is back.</source>
        <translation>Program ini tidak menghentikan container-nya, tetapi docker compose stop kafka menghentikannya. Itu satu-satunya broker: semuanya menunggu sampai ia kembali.</translation>
    </message>
    <message>
        <source>They are in the container: docker compose -f compose/compose.yaml exec kafka /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:19092 --list lists the topics.</source>
        <translation>Tersedia di dalam container: docker compose -f compose/compose.yaml exec kafka /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:19092 --list menampilkan daftar topic.</translation>
    </message>
    <message>
        <source>Broker, databases and Maxwell are containers with a network of their own, all on one machine. There is one broker, so nothing is replicated.</source>
        <translation>Broker, database, dan Maxwell adalah container dengan jaringan sendiri, semuanya di satu komputer. Broker-nya hanya satu, jadi tidak ada yang direplikasi.</translation>
    </message>
    <message>
        <source>Topics are made, get more partitions, are set and deleted: in the window and with Kafka&apos;s own tools.</source>
        <translation>Topic bisa dibuat, ditambah partition-nya, diatur, dan dihapus: di jendela dan dengan alat Kafka sendiri.</translation>
    </message>
    <message>
        <source>Topics and their settings</source>
        <translation>Topic dan pengaturannya</translation>
    </message>
    <message>
        <source>The window makes topics. They have no settings, keep their partitions and end with the broker.</source>
        <translation>Jendela bisa membuat topic. Topic itu tidak punya pengaturan, jumlah partition-nya tetap, dan hilang bersama broker.</translation>
    </message>
    <message>
        <source>run --source maxwell --input mysql://… starts the real Maxwell, which reads the binlog of MySQL or MariaDB, and so does the window with a campus database on a server. Without one they take the changes of an SQLite database from triggers and publish them in Maxwell&apos;s format: there it is an emulation.</source>
        <translation>run --source maxwell --input mysql://… menjalankan Maxwell sungguhan, yang membaca binlog MySQL atau MariaDB; begitu pula jendela dengan database kampus di server. Tanpa server, keduanya mengambil perubahan database SQLite dari trigger dan menerbitkannya dalam format Maxwell: itu emulasi.</translation>
    </message>
    <message>
        <source>This window takes the changes of an SQLite database from triggers and publishes them in Maxwell&apos;s format. The real Maxwell, which reads the binlog of MySQL or MariaDB, is one choice away: the source &quot;Campus database, CDC …&quot; with a server.</source>
        <translation>Jendela ini mengambil perubahan database SQLite dari trigger dan menerbitkannya dalam format Maxwell. Maxwell sungguhan, yang membaca binlog MySQL atau MariaDB, tinggal dipilih: sumber &quot;Database kampus, CDC …&quot; dengan server.</translation>
    </message>
    <message>
        <source>The real Maxwell, a program of its own that this window has started, reads the binlog of the campus&apos;s MySQL or MariaDB and writes to this Kafka.</source>
        <translation>Maxwell sungguhan, program tersendiri yang dijalankan jendela ini, membaca binlog MySQL atau MariaDB milik kampus dan menulis ke Kafka ini.</translation>
    </message>
    <message>
        <source>run --source maxwell takes the changes of an SQLite database from triggers and publishes them in Maxwell&apos;s format. With a campus on a server, run and the window start the real Maxwell; what a Maxwell of your own writes here is read by worker bridge --env PROFILE.</source>
        <translation>run --source maxwell mengambil perubahan database SQLite dari trigger dan menerbitkannya dalam format Maxwell. Dengan database kampus di server, run dan jendela menjalankan Maxwell yang sungguhan; apa yang ditulis Maxwell Anda sendiri ke sini dibaca oleh worker bridge --env PROFILE.</translation>
    </message>
    <message>
        <source>The container of Maxwell reads the binlog of Compose&apos;s campus database, a MySQL, and writes to this Kafka. With the source &quot;Campus database, CDC …&quot; the campus works in that database, and this window bridges what Maxwell tells.</source>
        <translation>Container Maxwell membaca binlog database kampus milik Compose, sebuah MySQL, dan menulis ke Kafka ini. Dengan sumber &quot;Database kampus, CDC …&quot; kampus bekerja di database itu, dan bridge jendela ini mengolah yang diterbitkan Maxwell.</translation>
    </message>
    <message>
        <source>The container of Maxwell reads the binlog of the campus&apos;s MySQL and writes to this Kafka; run --env compose --source maxwell lets the campus work there and makes orders of it; worker bridge --env compose does the latter alone.</source>
        <translation>Container Maxwell membaca binlog MySQL kampus dan menulis ke Kafka ini. run --env compose --source maxwell membuat kampus bekerja di sana dan menjadikan perubahannya pesanan; worker bridge --env compose hanya melakukan yang terakhir.</translation>
    </message>
</context>
<context>
    <name>flow</name>
    <message>
        <source>%1 records moving</source>
        <translation>%1 record bergerak</translation>
    </message>
    <message>
        <source>Data flow</source>
        <translation>Alur data</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>lag %1</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>partition %1</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>offset %1</translation>
    </message>
    <message>
        <source>committed %1</source>
        <translation>committed %1</translation>
    </message>
    <message>
        <source>nothing committed yet</source>
        <translation>belum ada commit</translation>
    </message>
    <message>
        <source>log end %1</source>
        <translation>log end %1</translation>
    </message>
    <message>
        <source>log begins at %1</source>
        <translation>log mulai di %1</translation>
    </message>
    <message>
        <source>leader broker %1</source>
        <translation>leader broker %1</translation>
    </message>
    <message>
        <source>no partitions</source>
        <translation>tanpa partition</translation>
    </message>
    <message>
        <source>partitions %1</source>
        <translation>partition %1</translation>
    </message>
    <message>
        <source>%1 records/s</source>
        <translation>%1 record/dtk</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>dari %1 ke %2</translation>
    </message>
    <message>
        <source>%1 buffered</source>
        <translation>%1 di penyangga</translation>
    </message>
    <message>
        <source>held back: the next stage is behind</source>
        <translation>ditahan: tahap berikutnya tertinggal</translation>
    </message>
    <message>
        <source>held back</source>
        <comment>back pressure on an edge</comment>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>memulai</translation>
    </message>
    <message>
        <source>running</source>
        <translation>berjalan</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>dijeda</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>mencoba lagi</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>crash</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>memulai ulang</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gagal</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>berhenti</translation>
    </message>
    <message>
        <source>insert</source>
        <translation>insert</translation>
    </message>
    <message>
        <source>update</source>
        <translation>update</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>delete</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>dead letter</translation>
    </message>
    <message>
        <source>msg/s</source>
        <translation>pesan/dtk</translation>
    </message>
    <message>
        <source>No member has joined.</source>
        <translation>Belum ada anggota yang bergabung.</translation>
    </message>
    <message>
        <source>+%1 more members</source>
        <translation>+%1 anggota lagi</translation>
    </message>
    <message>
        <source>committed offset</source>
        <translation>committed offset</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>consumed</source>
        <translation>sudah dibaca</translation>
    </message>
    <message>
        <source>taken, not committed</source>
        <translation>diambil, belum commit</translation>
    </message>
    <message>
        <source>Message · %1</source>
        <translation>Pesan · %1</translation>
    </message>
    <message>
        <source>key</source>
        <translation>key</translation>
    </message>
    <message>
        <source>from</source>
        <translation>dari</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>pesan</translation>
    </message>
    <message>
        <source>+%1 more partitions</source>
        <translation>+%1 partition lagi</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/dtk</translation>
    </message>
    <message>
        <source>absorbed (row unchanged)</source>
        <translation>diserap (baris tetap)</translation>
    </message>
    <message>
        <source>message</source>
        <translation>pesan</translation>
    </message>
    <message>
        <source>1 dot
= %1 msg</source>
        <translation>1 titik
= %1 pesan</translation>
    </message>
    <message>
        <source>leader %1</source>
        <translation>leader %1</translation>
    </message>
    <message>
        <source>in sync %1 of %2</source>
        <translation>sinkron %1 dari %2</translation>
    </message>
    <message>
        <source>%1 · ISR %2/%3</source>
        <translation>%1 · ISR %2/%3</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>tanpa leader</translation>
    </message>
    <message>
        <source>offsets</source>
        <translation>offset</translation>
    </message>
    <message>
        <source>1:n = one dot for n messages</source>
        <translation>1:n = satu titik untuk n pesan</translation>
    </message>
    <message>
        <source>%1 record moving</source>
        <translation>%1 record bergerak</translation>
    </message>
    <message>
        <source>held back by the embedded broker&apos;s guard: the readers are behind</source>
        <translation>ditahan oleh penjaga broker tertanam: pembacanya tertinggal</translation>
    </message>
    <message>
        <source>≥ %1 s</source>
        <translation>≥ %1 dtk</translation>
    </message>
    <message>
        <source>lag not known</source>
        <translation>lag tidak diketahui</translation>
    </message>
    <message>
        <source>lag not known, no leader</source>
        <translation>lag tidak diketahui, tidak ada leader</translation>
    </message>
</context>
<context>
    <name>flow_page</name>
    <message>
        <source>Faults</source>
        <translation>Gangguan</translation>
    </message>
    <message>
        <source>break something, watch, mend it</source>
        <translation>rusakkan sesuatu, amati, lalu perbaiki</translation>
    </message>
    <message>
        <source>Slow consumer</source>
        <translation>Consumer lambat</translation>
    </message>
    <message>
        <source>Each record takes the loader 400 ms longer. Lag grows, nothing is lost; when it ends, the loader catches up.</source>
        <translation>Setiap record memakan waktu 400 ms lebih lama di loader. Lag bertambah, tidak ada yang hilang; setelah gangguan selesai, loader mengejar ketertinggalan.</translation>
    </message>
    <message>
        <source>Consumer crash</source>
        <translation>Consumer crash</translation>
    </message>
    <message>
        <source>Broker down</source>
        <translation>Broker mati</translation>
    </message>
    <message>
        <source>Its partitions get another leader. Clients find it and go on; click again and the broker comes back.</source>
        <translation>Partition-nya mendapat leader lain. Klien menemukannya lalu lanjut; klik sekali lagi dan broker kembali hidup.</translation>
    </message>
    <message>
        <source>Database outage</source>
        <translation>Gangguan basis data</translation>
    </message>
    <message>
        <source>The loader cannot write and tries again. Records wait in the topic: that is what the log is for.</source>
        <translation>Loader tidak dapat menulis lalu mencoba lagi. Record menunggu di topic: untuk itulah log ada.</translation>
    </message>
    <message>
        <source>Poison message</source>
        <translation>Poison message</translation>
    </message>
    <message>
        <source>Broken JSON goes into the raw topic. The transform sets it aside in the dead letter topic and goes on.</source>
        <translation>JSON yang rusak masuk ke topic mentah. Transform menyisihkannya ke topic dead letter lalu lanjut.</translation>
    </message>
    <message>
        <source>Burst</source>
        <translation>Lonjakan</translation>
    </message>
    <message>
        <source>Many records at once, as on the last day of registration. Watch the lag rise and fall.</source>
        <translation>Banyak record sekaligus, seperti hari terakhir pendaftaran. Amati lag naik lalu turun.</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Lambat</translation>
    </message>
    <message>
        <source>Crash a loader</source>
        <translation>Matikan paksa loader</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Terkunci</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Tertutup</translation>
    </message>
    <message>
        <source>Send one</source>
        <translation>Kirim satu</translation>
    </message>
    <message>
        <source>End all faults</source>
        <translation>Akhiri semua gangguan</translation>
    </message>
    <message>
        <source>%1 faults</source>
        <translation>%1 gangguan</translation>
    </message>
    <message>
        <source>The broker&apos;s process has ended. Another one is starting. The warehouse is kept; topics of the old broker are gone with it.</source>
        <translation>Proses broker telah berakhir. Broker baru sedang dijalankan. Isi warehouse tetap ada; topic pada broker lama hilang bersamanya.</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Perkecil</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Perbesar</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tampilkan semuanya</translation>
    </message>
    <message>
        <source>Break something on purpose</source>
        <translation>Rusakkan sesuatu dengan sengaja</translation>
    </message>
    <message>
        <source>Hide the latest records</source>
        <translation>Sembunyikan record terbaru</translation>
    </message>
    <message>
        <source>Show the latest records</source>
        <translation>Tampilkan record terbaru</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Periksa</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>Tambah anggota</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>Hentikan %1</translation>
    </message>
    <message>
        <source>Crash %1</source>
        <translation>Matikan paksa %1</translation>
    </message>
    <message>
        <source>All faults …</source>
        <translation>Semua gangguan …</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Ditahan</translation>
    </message>
    <message>
        <source>The list is held while a record is selected. Click to go on with the newest.</source>
        <translation>Daftar ditahan selama sebuah record dipilih. Klik untuk lanjut ke yang terbaru.</translation>
    </message>
    <message>
        <source>Latest records</source>
        <translation>Record terbaru</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>dead letter</translation>
    </message>
    <message>
        <source>produced</source>
        <translation>dikirim</translation>
    </message>
    <message>
        <source>taken by transform</source>
        <translation>diambil transform</translation>
    </message>
    <message>
        <source>taken by consumer</source>
        <translation>diambil consumer</translation>
    </message>
    <message>
        <source>filtered out</source>
        <translation>tersaring</translation>
    </message>
    <message>
        <source>enriched</source>
        <translation>diperkaya</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Yang terjadi</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Part.</source>
        <translation>Part.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Broker %1</source>
        <translation>Broker %1</translation>
    </message>
    <message>
        <source>The transform has not processed this record.</source>
        <translation>Record ini belum diproses transform.</translation>
    </message>
    <message>
        <source>The first record that the transform has processed appears here.</source>
        <translation>Record pertama yang selesai diproses transform muncul di sini.</translation>
    </message>
    <message>
        <source>The transform changed nothing in it.</source>
        <translation>Tidak ada yang diubah transform pada record ini.</translation>
    </message>
    <message>
        <source>Before → after</source>
        <translation>Sebelum → sesudah</translation>
    </message>
    <message>
        <source>What the transform changed</source>
        <translation>Yang diubah transform</translation>
    </message>
    <message>
        <source>evicted by retention</source>
        <translation>terhapus oleh retention</translation>
    </message>
    <message>
        <source>absorbed</source>
        <translation>diserap</translation>
    </message>
    <message>
        <source>stored</source>
        <translation>disimpan</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>none (tombstone)</source>
        <translation>kosong (tombstone)</translation>
    </message>
    <message>
        <source>The message does not name the raw one that it came from.</source>
        <translation>Pesan ini tidak menyebut pesan mentah asalnya.</translation>
    </message>
    <message>
        <source>Retention has taken the result from its log.</source>
        <translation>Retention telah menghapus hasilnya dari log.</translation>
    </message>
    <message>
        <source>Retention has taken the raw message from its log.</source>
        <translation>Retention telah menghapus pesan mentahnya dari log.</translation>
    </message>
    <message>
        <source>The message cannot be seen in its log yet.</source>
        <translation>Pesan belum terlihat di log-nya.</translation>
    </message>
    <message>
        <source>The broker does not answer; it is asked again.</source>
        <translation>Broker tidak menjawab; akan ditanya lagi.</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>dan %1 lagi</translation>
    </message>
    <message>
        <source>not to be seen in the log yet</source>
        <translation>belum terlihat di log</translation>
    </message>
    <message>
        <source>the broker does not answer</source>
        <translation>broker tidak menjawab</translation>
    </message>
    <message>
        <source>Broker %1 down</source>
        <translation>Broker %1 mati</translation>
    </message>
    <message>
        <source>Database locked</source>
        <translation>Database terkunci</translation>
    </message>
    <message>
        <source>Database closed</source>
        <translation>Database tertutup</translation>
    </message>
    <message>
        <source>%1 on hold</source>
        <translation>%1 ditahan</translation>
    </message>
    <message>
        <source>newest first, as the journal has them</source>
        <translation>terbaru dahulu, menurut jurnal</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Akhiri</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 record</translation>
    </message>
    <message>
        <source>Burst of %1 records</source>
        <translation>Lonjakan %1 record</translation>
    </message>
    <message>
        <source>This window has not started these brokers, and does not end them.</source>
        <translation>Jendela ini tidak menyalakan broker-broker itu, jadi juga tidak mematikannya.</translation>
    </message>
    <message>
        <source>Its process is killed. There is no other one, so everything waits; what was acknowledged is on its disk. Click again and it comes back.</source>
        <translation>Prosesnya dimatikan paksa. Tidak ada broker lain, jadi semuanya menunggu; yang sudah terkonfirmasi ada di diska. Klik lagi dan broker kembali.</translation>
    </message>
    <message>
        <source>Its process is killed. Kafka elects other leaders, and the replicas in sync become fewer; click again and the broker comes back and catches up.</source>
        <translation>Prosesnya dimatikan paksa. Kafka memilih leader lain, dan replika yang sinkron berkurang; klik lagi dan broker kembali lalu menyusul.</translation>
    </message>
    <message>
        <source>captured by CDC</source>
        <translation>ditangkap CDC</translation>
    </message>
    <message>
        <source>taken by bridge</source>
        <translation>diambil bridge</translation>
    </message>
    <message>
        <source>joined by bridge</source>
        <translation>digabung bridge</translation>
    </message>
    <message>
        <source>End: locked</source>
        <translation>Akhiri: terkunci</translation>
    </message>
    <message>
        <source>End: closed</source>
        <translation>Akhiri: tertutup</translation>
    </message>
    <message>
        <source>End all</source>
        <translation>Akhiri semua</translation>
    </message>
    <message>
        <source>%1 without a member</source>
        <translation>%1 tanpa anggota</translation>
    </message>
    <message>
        <source>Add a loader</source>
        <translation>Tambah loader</translation>
    </message>
    <message>
        <source>Broken JSON goes into %1, among the change events. The bridge sets it aside in the dead letter topic and goes on.</source>
        <translation>JSON yang rusak masuk ke %1, di antara event perubahan. Bridge menyisihkannya ke topic dead letter lalu lanjut.</translation>
    </message>
    <message>
        <source>It waits for the end of a transaction that is open in its partition from offset %1 on.</source>
        <translation>Menunggu akhir transaksi yang masih terbuka di partition-nya sejak offset %1.</translation>
    </message>
    <message>
        <source>behind an open transaction</source>
        <translation>di belakang transaksi yang masih terbuka</translation>
    </message>
    <message>
        <source>There is no record: the offset is a transaction&apos;s marker.</source>
        <translation>Tidak ada record di sini: offset ini penanda transaksi.</translation>
    </message>
    <message>
        <source>no record: a transaction&apos;s marker</source>
        <translation>bukan record: penanda transaksi</translation>
    </message>
    <message>
        <source>Burst: %1 still due</source>
        <translation>Lonjakan: tinggal %1</translation>
    </message>
    <message>
        <source>End: %1 still due</source>
        <translation>Akhiri: tinggal %1</translation>
    </message>
    <message>
        <source>a sample, 1 in %1 · newest first</source>
        <translation>sampel, 1 dari %1 · terbaru dahulu</translation>
    </message>
    <message>
        <source>%1 crashed</source>
        <translation>%1 crash</translation>
    </message>
    <message>
        <source>End: slow consumer</source>
        <translation>Akhiri: consumer lambat</translation>
    </message>
    <message>
        <source>End: database locked</source>
        <translation>Akhiri: database terkunci</translation>
    </message>
    <message>
        <source>End: database closed</source>
        <translation>Akhiri: database tertutup</translation>
    </message>
    <message>
        <source>Broker %1 down (leader)</source>
        <translation>Broker %1 mati (leader)</translation>
    </message>
    <message>
        <source>End: broker %1 down</source>
        <translation>Akhiri: broker %1 mati</translation>
    </message>
    <message>
        <source>Start broker %1</source>
        <translation>Hidupkan broker %1</translation>
    </message>
    <message>
        <source>At the moment no loader works, so none can crash.</source>
        <translation>Saat ini tidak ada loader yang bekerja, jadi tidak ada yang bisa crash.</translation>
    </message>
    <message>
        <source>A loader dies without a word. Its partitions wait for session.timeout, then a rebalance gives them to another member, if there is one. What was not committed is read again.</source>
        <translation>Sebuah loader mati tanpa pamit. Partition-nya menunggu session.timeout, lalu rebalance memberikannya kepada anggota lain, bila ada. Yang belum di-commit dibaca ulang.</translation>
    </message>
    <message>
        <source>After %1 s it starts again itself.</source>
        <translation>Setelah %1 detik ia mulai lagi sendiri.</translation>
    </message>
</context>
<context>
    <name>glossary</name>
    <message>
        <source>The oldest offset that is still there: retention has taken what was before it.</source>
        <translation>Offset tertua yang masih ada: yang sebelumnya sudah dihapus oleh retention.</translation>
    </message>
    <message>
        <source>The offset that the next message will get.</source>
        <translation>Offset yang akan didapat pesan berikutnya.</translation>
    </message>
    <message>
        <source>The broker that all reads and writes of this partition go to. If it fails, one of the replicas in sync becomes the leader, and the leader epoch grows by one.</source>
        <translation>Broker tujuan semua baca dan tulis partition ini. Jika mati, salah satu replika yang sinkron menjadi leader, dan leader epoch naik satu.</translation>
    </message>
    <message>
        <source>The brokers that keep a copy of this partition.</source>
        <translation>Broker-broker yang menyimpan salinan partition ini.</translation>
    </message>
    <message>
        <source>The replicas that have everything the leader has (ISR). With acks=all a message counts as written when all of them have it.</source>
        <translation>Replika yang isinya sama lengkap dengan leader (ISR). Dengan acks=all, pesan dianggap tertulis bila semuanya sudah menyimpannya.</translation>
    </message>
    <message>
        <source>How much or how long a partition keeps. What is older is deleted, read or not.</source>
        <translation>Seberapa banyak atau lama isi partition disimpan. Yang lebih lama dihapus, sudah dibaca atau belum.</translation>
    </message>
    <message>
        <source>Messages that are in the log and that the group has not committed yet.</source>
        <translation>Pesan yang ada di log tetapi belum di-commit oleh group ini.</translation>
    </message>
    <message>
        <source>Rows and the next offset are written together, or not at all.</source>
        <translation>Baris dan offset berikutnya ditulis bersama, atau tidak sama sekali.</translation>
    </message>
    <message>
        <source>Transactions that were undone; their records are read and written again.</source>
        <translation>Transaksi yang dibatalkan; record-nya dibaca dan ditulis lagi.</translation>
    </message>
    <message>
        <source>Written messages that the broker has confirmed. Produced ones that are not confirmed yet are in flight.</source>
        <translation>Pesan tertulis yang sudah dikonfirmasi broker. Yang sudah dikirim tetapi belum dikonfirmasi disebut in flight (sedang dalam perjalanan).</translation>
    </message>
    <message>
        <source>Messages handed to the producer, confirmed or not.</source>
        <translation>Pesan yang diserahkan ke producer, sudah dikonfirmasi atau belum.</translation>
    </message>
    <message>
        <source>Records that a rule left out on purpose.</source>
        <translation>Record yang sengaja disisihkan oleh sebuah aturan.</translation>
    </message>
    <message>
        <source>Records that could not be processed. They lie in a topic of their own, with the reason.</source>
        <translation>Record yang tidak dapat diproses. Disimpan di topic tersendiri beserta alasannya.</translation>
    </message>
    <message>
        <source>Messages about stored rows, noted in the same transaction and published after it.</source>
        <translation>Pesan tentang baris yang tersimpan, dicatat dalam transaksi yang sama lalu dikirim sesudahnya.</translation>
    </message>
    <message>
        <source>The members share the partitions out anew, because one came, left or was silent too long.</source>
        <translation>Para anggota membagi ulang partition karena ada yang bergabung, keluar, atau terlalu lama diam.</translation>
    </message>
    <message>
        <source>How the partitions are shared out among the members. With range each member gets neighbouring partitions, the same ones of every topic.</source>
        <translation>Cara membagi partition kepada para anggota. Dengan range, setiap anggota mendapat partition yang berdekatan, dengan nomor yang sama di setiap topic.</translation>
    </message>
    <message>
        <source>With the request JoinGroup a consumer asks to become a member of its group. Of a group that begins the broker waits three seconds, so that all members can come, before it hands the partitions out; until then records pile up.</source>
        <translation>Dengan permintaan JoinGroup sebuah consumer minta menjadi anggota group. Saat group baru mulai, broker menunggu tiga detik supaya semua anggota sempat datang, baru membagikan partition; selama itu record menumpuk.</translation>
    </message>
</context>
<context>
    <name>groups</name>
    <message>
        <source>asks to join the group</source>
        <translation>meminta bergabung ke group</translation>
    </message>
    <message>
        <source>has left the group</source>
        <translation>telah meninggalkan group</translation>
    </message>
    <message>
        <source>was expelled: it had not been heard of for too long</source>
        <translation>dikeluarkan: terlalu lama tidak ada kabarnya</translation>
    </message>
    <message>
        <source>was given partitions</source>
        <translation>diberi partition</translation>
    </message>
    <message>
        <source>gave its partitions up</source>
        <translation>melepas partition-nya</translation>
    </message>
    <message>
        <source>lost its partitions: others have them already</source>
        <translation>kehilangan partition-nya: sudah dipegang anggota lain</translation>
    </message>
    <message>
        <source>crashed, and told the group nothing</source>
        <translation>crash, tanpa memberi tahu group</translation>
    </message>
    <message>
        <source>starts again</source>
        <translation>mulai lagi</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Anggota</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Yang terjadi</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Offsets, lag and members</source>
        <translation>Offset, lag, dan anggota</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>Tambah anggota</translation>
    </message>
    <message>
        <source>Stop a member politely</source>
        <translation>Hentikan anggota dengan tertib</translation>
    </message>
    <message>
        <source>Crash a member</source>
        <translation>Matikan paksa anggota</translation>
    </message>
    <message>
        <source>Joining</source>
        <translation>Bergabung</translation>
    </message>
    <message>
        <source>Stable</source>
        <translation>Stabil</translation>
    </message>
    <message>
        <source>Rebalancing</source>
        <translation>Rebalance</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Kosong</translation>
    </message>
    <message>
        <source>members unknown</source>
        <translation>anggota tidak diketahui</translation>
    </message>
    <message>
        <source>1 member</source>
        <translation>1 anggota</translation>
    </message>
    <message>
        <source>%1 members</source>
        <translation>%1 anggota</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 mnt</translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 dtk</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 dtk</translation>
    </message>
    <message>
        <source>%1 (empty)</source>
        <translation>%1 (kosong)</translation>
    </message>
    <message>
        <source>/s</source>
        <translation>/dtk</translation>
    </message>
    <message>
        <source>JoinGroup: the broker waits three seconds for members, then partitions are assigned.</source>
        <translation>JoinGroup: broker menunggu anggota selama tiga detik, lalu partition dibagikan.</translation>
    </message>
    <message>
        <source>The members have given their partitions up and wait to be given some anew; nobody reads.</source>
        <translation>Para anggota sudah melepas partition dan menunggu pembagian baru; tidak ada yang membaca.</translation>
    </message>
    <message>
        <source>Every partition has its member, and all of them read.</source>
        <translation>Setiap partition dipegang satu anggota, dan semuanya membaca.</translation>
    </message>
    <message>
        <source>The group has no member; the broker still keeps its committed offsets.</source>
        <translation>Group tidak punya anggota; broker tetap menyimpan committed offset-nya.</translation>
    </message>
    <message>
        <source>This group runs in another program, which alone can do that.</source>
        <translation>Group ini berjalan di program lain; hanya program itu yang dapat melakukannya.</translation>
    </message>
    <message>
        <source>One more member joins: a rebalance, and the partitions are shared out anew.</source>
        <translation>Satu anggota lagi bergabung: terjadi rebalance, dan partition dibagi ulang.</translation>
    </message>
    <message>
        <source>Choose where the group goes on; shown before it is done.</source>
        <translation>Pilih dari mana group melanjutkan; dampaknya ditampilkan sebelum dilakukan.</translation>
    </message>
    <message>
        <source>lag</source>
        <translation>lag</translation>
    </message>
    <message>
        <source>in</source>
        <translation>masuk</translation>
    </message>
    <message>
        <source>out</source>
        <translation>keluar</translation>
    </message>
    <message>
        <source>Log end minus committed offset, over all partitions: so many records wait.</source>
        <translation>Log end dikurangi committed offset di semua partition: sebanyak itu record menunggu.</translation>
    </message>
    <message>
        <source>Records a second that arrive.</source>
        <translation>Record per detik yang masuk.</translation>
    </message>
    <message>
        <source>Records a second that the group commits.</source>
        <translation>Record per detik yang di-commit group.</translation>
    </message>
    <message>
        <source>Reset offsets</source>
        <translation>Reset offset</translation>
    </message>
    <message>
        <source>Show as commands</source>
        <translation>Tampilkan sebagai perintah</translation>
    </message>
    <message>
        <source>Consumer groups</source>
        <translation>Consumer group</translation>
    </message>
    <message>
        <source>Name and state</source>
        <translation>Nama dan keadaan</translation>
    </message>
    <message>
        <source>%1, %2, lag %3</source>
        <translation>%1, %2, lag %3</translation>
    </message>
    <message>
        <source>Nothing runs</source>
        <translation>Tidak ada yang berjalan</translation>
    </message>
    <message>
        <source>No consumer group yet</source>
        <translation>Belum ada consumer group</translation>
    </message>
    <message>
        <source>A consumer group is a set of consumers that share the partitions of a topic between them. The groups appear as soon as the cluster has started.</source>
        <translation>Consumer group adalah sekumpulan consumer yang berbagi partition sebuah topic. Group muncul begitu cluster berjalan.</translation>
    </message>
    <message>
        <source>The broker&apos;s process has died and a fresh one is being started. Wait a moment.</source>
        <translation>Proses broker mati dan yang baru sedang dijalankan. Tunggu sebentar.</translation>
    </message>
    <message>
        <source>The pipeline does not run.</source>
        <translation>Pipeline tidak berjalan.</translation>
    </message>
    <message>
        <source>The group stands where you wanted it already; nothing was changed.</source>
        <translation>Group sudah berada di tempat yang Anda minta; tidak ada yang diubah.</translation>
    </message>
    <message>
        <source>This list is the application&apos;s own record. The embedded broker cannot list or describe groups, so groups of other programs do not show.</source>
        <translation>Daftar ini dari catatan aplikasi. Broker tertanam tidak mengenal ListGroups dan DescribeGroups, jadi group dari program lain tidak tampak.</translation>
    </message>
    <message>
        <source>Consumer group</source>
        <translation>Consumer group</translation>
    </message>
    <message>
        <source>Lag and rebalances</source>
        <translation>Lag dan rebalance</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Grafik</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Kejadian</translation>
    </message>
    <message>
        <source>2 min</source>
        <translation>2 mnt</translation>
    </message>
    <message>
        <source>10 min</source>
        <translation>10 mnt</translation>
    </message>
    <message>
        <source>How the past is shown</source>
        <translation>Cara riwayat ditampilkan</translation>
    </message>
    <message>
        <source>How much of the past is shown</source>
        <translation>Panjang riwayat yang ditampilkan</translation>
    </message>
    <message>
        <source>What happened to the members</source>
        <translation>Yang terjadi pada para anggota</translation>
    </message>
    <message>
        <source>Lag over time, now %1. Rebalances so far: %2.</source>
        <translation>Lag dari waktu ke waktu, kini %1. Rebalance sejauh ini: %2.</translation>
    </message>
    <message>
        <source>Rebalance %1, %2 s: the members gave their partitions up and were given others. Nobody read meanwhile, so the lag grew.</source>
        <translation>Rebalance %1, %2 dtk: para anggota melepas partition dan diberi yang baru. Sementara itu tidak ada yang membaca, jadi lag naik.</translation>
    </message>
    <message>
        <source>rebalance · %1</source>
        <translation>rebalance · %1</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>lainnya</translation>
    </message>
    <message>
        <source>rebalance</source>
        <translation>rebalance</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>crash</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>crash</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gagal</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>mencoba lagi</translation>
    </message>
    <message>
        <source>Something it needs does not answer. The record in hand is tried again.</source>
        <translation>Sesuatu yang diperlukannya tidak menjawab. Record yang dipegang dicoba lagi.</translation>
    </message>
    <message>
        <source>held</source>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>It takes no records but stays a member: no rebalance, and the lag of its partitions grows.</source>
        <translation>Ia tidak mengambil record tetapi tetap menjadi anggota: tidak ada rebalance, dan lag partition-nya naik.</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>bergabung</translation>
    </message>
    <message>
        <source>JoinGroup: the coordinator waits for members, then assigns partitions.</source>
        <translation>JoinGroup: koordinator menunggu para anggota, lalu membagikan partition.</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>lambat</translation>
    </message>
    <message>
        <source>The fault &quot;slow consumer&quot; makes it wait at every record.</source>
        <translation>Gangguan &quot;consumer lambat&quot; membuatnya menunggu pada setiap record.</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktif</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>Tampilkan %1</translation>
    </message>
    <message>
        <source>%1/s  lag %2</source>
        <translation>%1/dtk  lag %2</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>selama %1</translation>
    </message>
    <message>
        <source>Member %1, %2</source>
        <translation>Anggota %1, %2</translation>
    </message>
    <message>
        <source>no partition</source>
        <translation>tanpa partition</translation>
    </message>
    <message>
        <source>A partition is read by one member of a group. With more members than partitions, some have nothing to do.</source>
        <translation>Satu partition dibaca oleh satu anggota group. Bila anggota lebih banyak daripada partition, sebagian menganggur.</translation>
    </message>
    <message>
        <source>Let it go on taking records</source>
        <translation>Biarkan ia mengambil record lagi</translation>
    </message>
    <message>
        <source>Hold: it takes no records but stays a member, so its lag grows</source>
        <translation>Tahan: tidak mengambil record tetapi tetap anggota, jadi lag-nya naik</translation>
    </message>
    <message>
        <source>Stop politely: it commits and leaves, and its partitions move at once</source>
        <translation>Hentikan dengan tertib: ia commit lalu keluar, dan partition-nya langsung pindah</translation>
    </message>
    <message>
        <source>Crash: nothing is committed, and its partitions stay with it until session.timeout.ms is over</source>
        <translation>Crash: tidak ada commit, dan partition-nya tertahan sampai session.timeout.ms lewat</translation>
    </message>
    <message>
        <source>Records a second that this member finishes, and how many wait in its partitions.</source>
        <translation>Record per detik yang diselesaikan anggota ini, dan banyaknya yang menunggu di partition-nya.</translation>
    </message>
    <message>
        <source>How long it has had these partitions, in minutes.</source>
        <translation>Lamanya ia memegang partition ini, dalam menit.</translation>
    </message>
    <message>
        <source>Nobody reads</source>
        <translation>Tidak ada yang membaca</translation>
    </message>
    <message>
        <source>The group has no member. Its committed offsets are kept, and records wait in the topic until somebody joins.</source>
        <translation>Group tidak punya anggota. Committed offset-nya tetap disimpan, dan record menunggu di topic sampai ada yang bergabung.</translation>
    </message>
    <message>
        <source>Members of another program</source>
        <translation>Anggota dari program lain</translation>
    </message>
    <message>
        <source>This group was started elsewhere. Only its committed offsets are known here: the embedded broker cannot describe a group.</source>
        <translation>Group ini dijalankan di tempat lain. Di sini hanya committed offset-nya yang diketahui: broker tertanam tidak dapat menjelaskan sebuah group.</translation>
    </message>
    <message>
        <source>%1: read by %2 since %3</source>
        <translation>%1: dibaca %2 sejak %3</translation>
    </message>
    <message>
        <source>%1: nobody reads. %2 crashed at %3; the group waits for it until session.timeout.ms is over.</source>
        <translation>%1: tidak ada yang membaca. %2 crash pada %3; group menunggunya sampai session.timeout.ms lewat.</translation>
    </message>
    <message>
        <source>%1: nobody reads while the group shares its partitions out</source>
        <translation>%1: tidak ada yang membaca selama group membagi ulang partition</translation>
    </message>
    <message>
        <source>none</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>%1, gone</source>
        <translation>%1, hilang</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Jumlah</translation>
    </message>
    <message>
        <source>This member has crashed. The group does not know it yet and keeps its partitions for it until session.timeout.ms is over; nobody reads them meanwhile.</source>
        <translation>Anggota ini crash. Group belum tahu dan menyimpan partition-nya sampai session.timeout.ms lewat; sementara itu tidak ada yang membacanya.</translation>
    </message>
    <message>
        <source>The next offset that the group will read after a restart: all before it is done.</source>
        <translation>Offset yang akan dibaca group setelah restart: semua sebelumnya sudah selesai.</translation>
    </message>
    <message>
        <source>The offset that the next record of this partition will get.</source>
        <translation>Offset yang akan diterima record berikutnya di partition ini.</translation>
    </message>
    <message>
        <source>Log end minus committed offset: so many records wait for this group.</source>
        <translation>Log end dikurangi committed offset: sebanyak itu record menunggu group ini.</translation>
    </message>
    <message>
        <source>How long the oldest of the waiting records has been waiting.</source>
        <translation>Sudah berapa lama record tertua menunggu.</translation>
    </message>
    <message>
        <source>Records a second that arrive, and that the group commits.</source>
        <translation>Record per detik yang masuk, dan yang di-commit group.</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>Committed</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>Log end</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Tertinggal</translation>
    </message>
    <message>
        <source>In · out/s</source>
        <translation>Masuk · keluar/dtk</translation>
    </message>
    <message>
        <source>The colour of a bar: how long the oldest of the waiting records has been waiting.</source>
        <translation>Warna batang: sudah berapa lama record tertua menunggu.</translation>
    </message>
    <message>
        <source>lag = log end − committed</source>
        <translation>lag = log end − committed</translation>
    </message>
    <message>
        <source>Open the topic</source>
        <translation>Buka topic</translation>
    </message>
    <message>
        <source>Partitions of the group</source>
        <translation>Partition milik group</translation>
    </message>
    <message>
        <source>Each of them is written to the enriched topic once more; the load recognises what it has.</source>
        <translation>Masing-masing ditulis sekali lagi ke topic enriched; loader mengenali yang sudah ada.</translation>
    </message>
    <message>
        <source>In this delivery mode each of them becomes one more row: the load is not idempotent.</source>
        <translation>Dengan semantik ini masing-masing menjadi satu baris tambahan: pemuatan tidak idempoten.</translation>
    </message>
    <message>
        <source>The load is idempotent: the same rows with the same content.</source>
        <translation>Pemuatan idempoten: baris sama, isi sama.</translation>
    </message>
    <message>
        <source>They stay in the topic, but are never transformed nor loaded.</source>
        <translation>Record itu tetap di topic, tetapi tidak pernah ditransform maupun dimuat.</translation>
    </message>
    <message>
        <source>They stay in the topic, but never reach the warehouse.</source>
        <translation>Record itu tetap di topic, tetapi tidak pernah sampai ke warehouse.</translation>
    </message>
    <message>
        <source>Leave %1 as it is</source>
        <translation>Biarkan %1 apa adanya</translation>
    </message>
    <message>
        <source>A group must not read meanwhile, so the pipeline pauses, and the members join anew. The offsets in the warehouse (etl_offsets) move, too.</source>
        <translation>Selama itu group tidak boleh membaca, jadi pipeline dijeda dan para anggota bergabung ulang. Offset di warehouse (etl_offsets) ikut dipindah.</translation>
    </message>
    <message>
        <source>A group must not read meanwhile, so the pipeline pauses, and the members join anew.</source>
        <translation>Selama itu group tidak boleh membaca, jadi pipeline dijeda dan para anggota bergabung ulang.</translation>
    </message>
    <message>
        <source>1 member stops for about four seconds</source>
        <translation>1 anggota berhenti kira-kira empat detik</translation>
    </message>
    <message>
        <source>%1 members stop for about four seconds</source>
        <translation>%1 anggota berhenti kira-kira empat detik</translation>
    </message>
    <message>
        <source>The group has no member</source>
        <translation>Group tidak punya anggota</translation>
    </message>
    <message>
        <source>The application joins it for a moment to commit, and leaves again. Whoever joins later goes on from there.</source>
        <translation>Aplikasi bergabung sebentar untuk commit, lalu keluar lagi. Siapa pun yang bergabung kemudian melanjutkan dari sana.</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>tetap</translation>
    </message>
    <message>
        <source>%1 read again</source>
        <translation>%1 dibaca ulang</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 dilewati</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>tidak berubah</translation>
    </message>
    <message>
        <source>The log keeps the offsets %1 to %2 of this partition; the nearest of them is taken.</source>
        <translation>Log menyimpan offset %1 sampai %2 partition ini; yang terdekat yang dipakai.</translation>
    </message>
    <message>
        <source>Committed → new</source>
        <translation>Committed → baru</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Dampak</translation>
    </message>
    <message>
        <source>nothing is changed yet</source>
        <translation>belum ada yang diubah</translation>
    </message>
    <message>
        <source>type a number</source>
        <translation>ketik sebuah angka</translation>
    </message>
    <message>
        <source>choose a partition</source>
        <translation>pilih sebuah partition</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>tidak diketahui</translation>
    </message>
    <message>
        <source>asking the broker…</source>
        <translation>bertanya kepada broker…</translation>
    </message>
    <message>
        <source>lag %1 → %2</source>
        <translation>lag %1 → %2</translation>
    </message>
    <message>
        <source>The group comes to rest…</source>
        <translation>Group sedang dihentikan…</translation>
    </message>
    <message>
        <source>Apply: read %1 again, skip %2</source>
        <translation>Terapkan: baca ulang %1, lewati %2</translation>
    </message>
    <message>
        <source>Apply: read %1 again</source>
        <translation>Terapkan: baca ulang %1</translation>
    </message>
    <message>
        <source>Apply: skip %1</source>
        <translation>Terapkan: lewati %1</translation>
    </message>
    <message>
        <source>Nothing would change</source>
        <translation>Tidak ada yang berubah</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Terapkan</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Pratinjau</translation>
    </message>
    <message>
        <source>What the reset would do to each partition</source>
        <translation>Dampak reset pada tiap partition</translation>
    </message>
    <message>
        <source>−%1 s</source>
        <translation>−%1 dtk</translation>
    </message>
    <message>
        <source>−%1 min</source>
        <translation>−%1 mnt</translation>
    </message>
    <message>
        <source>To the oldest record that the log still keeps: everything is read again.</source>
        <translation>Ke record tertua yang masih disimpan log: semuanya dibaca ulang.</translation>
    </message>
    <message>
        <source>To the end of the log: what waits now is skipped, only new records are read.</source>
        <translation>Ke ujung log: yang menunggu sekarang dilewati, hanya record baru yang dibaca.</translation>
    </message>
    <message>
        <source>To this offset in each chosen partition, or the nearest that the log keeps.</source>
        <translation>Ke offset ini di tiap partition terpilih, atau yang terdekat yang disimpan log.</translation>
    </message>
    <message>
        <source>To the first record at or after this time.</source>
        <translation>Ke record pertama pada atau sesudah waktu ini.</translation>
    </message>
    <message>
        <source>So many records from the committed offset of each partition; negative goes back.</source>
        <translation>Sebanyak itu record dari committed offset tiap partition; negatif berarti mundur.</translation>
    </message>
    <message>
        <source>Earliest</source>
        <translation>Awal</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>Akhir</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Geser</translation>
    </message>
    <message>
        <source>Where the group goes on</source>
        <translation>Dari mana group melanjutkan</translation>
    </message>
    <message>
        <source>Shift, in records</source>
        <translation>Geseran, dalam record</translation>
    </message>
    <message>
        <source>The lag is noted from now on, twice a second.</source>
        <translation>Lag dicatat mulai sekarang, dua kali per detik.</translation>
    </message>
    <message>
        <source>No lag so far: what was written has been read and committed.</source>
        <translation>Belum ada lag: yang ditulis sudah dibaca dan di-commit.</translation>
    </message>
    <message>
        <source>That offset is not in the log, which keeps %1. The nearest offset is taken instead.</source>
        <translation>Offset itu tidak ada di log. Log menyimpan %1. Sebagai gantinya dipakai offset terdekat.</translation>
    </message>
    <message>
        <source>By command line</source>
        <translation>Lewat baris perintah</translation>
    </message>
    <message>
        <source>goes on where somebody has set the group&apos;s offset</source>
        <translation>melanjutkan dari offset group yang diatur pihak lain</translation>
    </message>
    <message>
        <source>begins at the start: the topic&apos;s log is another one</source>
        <translation>mulai dari awal: log topic ini log yang lain</translation>
    </message>
    <message>
        <source>%1: %2, members: %3</source>
        <translation>%1: %2, anggota: %3</translation>
    </message>
    <message>
        <source>Kafka reports:</source>
        <translation>Laporan Kafka:</translation>
    </message>
    <message>
        <source>and of other programs:</source>
        <translation>dan milik program lain:</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… dan %1 lagi</translation>
    </message>
    <message>
        <source>dead, starting again</source>
        <translation>mati, dimulai lagi</translation>
    </message>
    <message>
        <source>It has crashed and is started again. The group still counts on the dead one until session.timeout.ms is over; only then partitions are assigned anew.</source>
        <translation>Anggota ini crash dan dimulai lagi. Group masih mengandalkan yang mati sampai session.timeout.ms habis; baru sesudah itu partition dibagi ulang.</translation>
    </message>
    <message>
        <source>goes on from the offset that was set here</source>
        <translation>melanjutkan dari offset yang Anda atur</translation>
    </message>
    <message>
        <source>%1 members here</source>
        <translation>%1 anggota di sini</translation>
    </message>
    <message>
        <source>1 member here</source>
        <translation>1 anggota di sini</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>program lain</translation>
    </message>
    <message>
        <source>A member of the group in another program has this partition. What it commits is asked of the broker once a second.</source>
        <translation>Partition ini dipegang anggota group di program lain. Commit-nya ditanyakan kepada broker sekali sedetik.</translation>
    </message>
    <message>
        <source>No members here</source>
        <translation>Tidak ada anggota di sini</translation>
    </message>
    <message>
        <source>Members of the group in another program read. What they commit stands below.</source>
        <translation>Anggota group di program lain yang membaca. Commit-nya tampak di bawah.</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Tanpa jawaban</translation>
    </message>
    <message>
        <source>No broker answers: this is what was known of the group last.</source>
        <translation>Tidak ada broker yang menjawab: ini keadaan group yang terakhir diketahui.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>No broker answers. It goes on when one does.</source>
        <translation>Tidak ada broker yang menjawab. Anggota ini lanjut begitu ada yang menjawab.</translation>
    </message>
    <message>
        <source>what it would do now</source>
        <translation>yang akan dilakukannya sekarang</translation>
    </message>
    <message>
        <source>no members</source>
        <translation>tidak ada anggota</translation>
    </message>
    <message>
        <source>The offsets were reset. Offsets read again: %1, skipped: %2.</source>
        <translation>Offset sudah di-reset: %1 offset dibaca ulang, %2 dilewati.</translation>
    </message>
    <message>
        <source>The offsets were reset. Records read again: %1, skipped: %2.</source>
        <translation>Offset sudah di-reset: %1 record dibaca ulang, %2 dilewati.</translation>
    </message>
    <message>
        <source>This group was started elsewhere, and its members have left. Its committed offsets are kept.</source>
        <translation>Group ini dijalankan di tempat lain, dan anggotanya sudah keluar. Committed offset-nya tetap disimpan.</translation>
    </message>
    <message>
        <source>Offsets read again: %1</source>
        <translation>%1 offset dibaca ulang</translation>
    </message>
    <message>
        <source>Records read again: %1</source>
        <translation>%1 record dibaca ulang</translation>
    </message>
    <message>
        <source>Offsets of %2 skipped: %1</source>
        <translation>%1 offset di %2 dilewati</translation>
    </message>
    <message>
        <source>Records of %2 skipped: %1</source>
        <translation>%1 record di %2 dilewati</translation>
    </message>
    <message>
        <source>while nobody reads a partition, its lag rises</source>
        <translation>selama sebuah partition tidak dibaca, lag-nya naik</translation>
    </message>
    <message>
        <source>&lt; %1 s</source>
        <translation>&lt; %1 dtk</translation>
    </message>
    <message>
        <source>≥ %1 s</source>
        <translation>≥ %1 dtk</translation>
    </message>
    <message>
        <source>It said nothing to the group, which keeps its partitions for it until session.timeout.ms is over. It starts again by itself after a while.</source>
        <translation>Ia tidak memberi tahu group, sehingga partition-nya tetap disimpan untuknya sampai session.timeout.ms lewat. Ia mulai lagi sendiri beberapa saat kemudian.</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Urungkan…</translation>
    </message>
    <message>
        <source>The group had read them before it was reset.</source>
        <translation>Group sudah membacanya sebelum di-reset.</translation>
    </message>
    <message>
        <source>Undo the reset</source>
        <translation>Urungkan reset</translation>
    </message>
    <message>
        <source>Each partition goes back to where it stood before the reset.</source>
        <translation>Setiap partition kembali ke tempatnya sebelum reset.</translation>
    </message>
    <message>
        <source>No answer now. Kafka reported at %1:</source>
        <translation>Saat ini tidak ada jawaban. Laporan Kafka pukul %1:</translation>
    </message>
    <message>
        <source>A broker is down. Kafka reported at %1:</source>
        <translation>Ada broker yang mati. Laporan Kafka pukul %1:</translation>
    </message>
    <message>
        <source>Client id. The host stands here once Kafka has listed the member; the embedded broker lists none.</source>
        <translation>Client id. Host tampil di sini setelah Kafka mencantumkan anggota ini; broker tertanam tidak mencantumkan anggota.</translation>
    </message>
    <message>
        <source>A member of the group in a process of its own: it is stopped where it was started.</source>
        <translation>Anggota group di proses tersendiri: dihentikan di tempat ia dijalankan.</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>lag %1</translation>
    </message>
    <message>
        <source>As Kafka reports it, and kafka-consumer-groups.sh --describe --members lists it: client id %1, host %2, consumer id %3.</source>
        <translation>Menurut laporan Kafka, seperti daftar dari kafka-consumer-groups.sh --describe --members: client id %1, host %2, consumer id %3.</translation>
    </message>
</context>
<context>
    <name>inspector</name>
    <message>
        <source>Copy</source>
        <translation>Salin</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>Show in Groups</source>
        <translation>Tampilkan di Group</translation>
    </message>
    <message>
        <source>Lag: records in the log that the group has not committed yet.</source>
        <translation>Lag: record di log yang belum di-commit oleh group.</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Bekerja</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Kesalahan terakhir</translation>
    </message>
    <message>
        <source>consumer group</source>
        <translation>consumer group</translation>
    </message>
    <message>
        <source>msg/s</source>
        <translation>pesan/dtk</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Lag</translation>
    </message>
    <message>
        <source>Assignment strategy</source>
        <translation>Strategi assignment</translation>
    </message>
    <message>
        <source>Last rebalance</source>
        <translation>Rebalance terakhir</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Anggota</translation>
    </message>
    <message>
        <source>not started by this window: only its offsets are known</source>
        <translation>tidak dimulai dari jendela ini: hanya offset-nya yang diketahui</translation>
    </message>
    <message>
        <source>Lag per partition</source>
        <translation>Lag per partition</translation>
    </message>
    <message>
        <source>member</source>
        <translation>anggota</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>sudah tidak ada</translation>
    </message>
    <message>
        <source>it is no longer in its group</source>
        <translation>tidak lagi berada di group-nya</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>none</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>Records processed</source>
        <translation>Record diolah</translation>
    </message>
    <message>
        <source>Its partitions</source>
        <translation>Partition-nya</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Kembali</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Maju</translation>
    </message>
    <message>
        <source>Close the inspector</source>
        <translation>Tutup inspektor</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Belum ada yang dipilih</translation>
    </message>
    <message>
        <source>Click a record, a partition, a stage or a group to see it up close.</source>
        <translation>Klik record, partition, tahap, atau group untuk melihatnya dari dekat.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>partition</source>
        <translation>partition</translation>
    </message>
    <message>
        <source>Show in Messages</source>
        <translation>Tampilkan di Pesan</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>A partition is a log: records are only added at its end, and retention takes the oldest.</source>
        <translation>Partition adalah log: record hanya ditambahkan di ujungnya, dan retention membuang yang tertua.</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Log start</source>
        <translation>Log start</translation>
    </message>
    <message>
        <source>Log end</source>
        <translation>Log end</translation>
    </message>
    <message>
        <source>Arriving</source>
        <translation>Masuk</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>broker %1</source>
        <translation>broker %1</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Replika</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>Sinkron</translation>
    </message>
    <message>
        <source>Read by</source>
        <translation>Dibaca oleh</translation>
    </message>
    <message>
        <source>No consumer group of the pipeline reads it.</source>
        <translation>Tidak ada consumer group pipeline yang membacanya.</translation>
    </message>
    <message>
        <source>Newest messages</source>
        <translation>Pesan terbaru</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Membaca…</translation>
    </message>
    <message>
        <source>The broker does not answer; it is asked again. %1</source>
        <translation>Broker tidak menjawab; akan ditanya lagi. %1</translation>
    </message>
    <message>
        <source>The log is empty.</source>
        <translation>Log kosong.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>tanpa key</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>tidak tercatat</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source> (time %1)</source>
        <translation> (ke-%1)</translation>
    </message>
    <message>
        <source>source</source>
        <translation>sumber</translation>
    </message>
    <message>
        <source>When the source handed the record to its Kafka producer.</source>
        <translation>Saat sumber menyerahkan record ke producer Kafka-nya.</translation>
    </message>
    <message>
        <source>When the broker acknowledged the record: from here on it has an offset.</source>
        <translation>Saat broker mengonfirmasi record: sejak ini record punya offset.</translation>
    </message>
    <message>
        <source>transform</source>
        <translation>transform</translation>
    </message>
    <message>
        <source>When a member of the transform took the record.</source>
        <translation>Saat anggota transform mengambil record.</translation>
    </message>
    <message>
        <source>Where records go that cannot be processed, with the reason in their headers.</source>
        <translation>Tempat record yang tidak dapat diolah, dengan alasannya di header.</translation>
    </message>
    <message>
        <source>not taken</source>
        <translation>tidak dilalui</translation>
    </message>
    <message>
        <source>When the broker acknowledged the transformed record.</source>
        <translation>Saat broker mengonfirmasi record hasil transform.</translation>
    </message>
    <message>
        <source>loader</source>
        <translation>loader</translation>
    </message>
    <message>
        <source>When a member of the consumer group took the record.</source>
        <translation>Saat anggota consumer group mengambil record.</translation>
    </message>
    <message>
        <source>warehouse row</source>
        <translation>baris warehouse</translation>
    </message>
    <message>
        <source>When the database transaction that holds the row and the next offset was committed.</source>
        <translation>Saat transaksi basis data yang memuat baris dan offset berikutnya di-commit.</translation>
    </message>
    <message>
        <source>offset committed</source>
        <translation>offset di-commit</translation>
    </message>
    <message>
        <source>When the group told Kafka that it will go on after this record: after a restart it is not read again.</source>
        <translation>Saat group memberi tahu Kafka bahwa ia akan lanjut setelah record ini: setelah mulai ulang, record ini tidak dibaca lagi.</translation>
    </message>
    <message>
        <source>in the warehouse</source>
        <translation>di warehouse</translation>
    </message>
    <message>
        <source>as a new row</source>
        <translation>sebagai baris baru</translation>
    </message>
    <message>
        <source>as a newer version</source>
        <translation>sebagai versi yang lebih baru</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>tergantikan</translation>
    </message>
    <message>
        <source>a newer version was there</source>
        <translation>sudah ada versi yang lebih baru</translation>
    </message>
    <message>
        <source>duplicate event</source>
        <translation>event duplikat</translation>
    </message>
    <message>
        <source>it was there already</source>
        <translation>sudah ada sebelumnya</translation>
    </message>
    <message>
        <source>earlier cluster</source>
        <translation>cluster sebelumnya</translation>
    </message>
    <message>
        <source>its topics have ended</source>
        <translation>topic-nya sudah berakhir</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>belum ada</translation>
    </message>
    <message>
        <source>the log ends before it</source>
        <translation>log belum sampai ke sana</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>tidak terbaca</translation>
    </message>
    <message>
        <source>the broker does not answer</source>
        <translation>broker tidak menjawab</translation>
    </message>
    <message>
        <source>with the loader</source>
        <translation>di loader</translation>
    </message>
    <message>
        <source>waits for the loader</source>
        <translation>menunggu loader</translation>
    </message>
    <message>
        <source>in transform</source>
        <translation>di transform</translation>
    </message>
    <message>
        <source>waits for the transform</source>
        <translation>menunggu transform</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 seluruhnya</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 sejauh ini</translation>
    </message>
    <message>
        <source>filtered</source>
        <translation>tersaring</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>dead letter</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>oleh %1</translation>
    </message>
    <message>
        <source>held while paused</source>
        <translation>ditahan selama jeda</translation>
    </message>
    <message>
        <source>evicted from its topic</source>
        <translation>sudah dihapus dari topic</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Jejak</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>The cluster that held this record has ended, and its topics with it. This is what was known of it; its row stays in the warehouse.</source>
        <translation>Cluster yang menyimpan record ini sudah berakhir bersama topic-nya. Inilah yang diketahui tentangnya; barisnya tetap ada di warehouse.</translation>
    </message>
    <message>
        <source>Reading the record from the broker…</source>
        <translation>Membaca record dari broker…</translation>
    </message>
    <message>
        <source>The broker does not answer, so the message cannot be read. What the journal and the warehouse know is shown below.</source>
        <translation>Broker tidak menjawab, jadi pesannya tidak dapat dibaca. Yang diketahui jurnal dan warehouse ditampilkan di bawah.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Coba lagi</translation>
    </message>
    <message>
        <source>Retention has taken this message: its partition now begins at offset %1. What the journal and the warehouse still know is shown below.</source>
        <translation>Retention sudah menghapus pesan ini: partition-nya kini mulai di offset %1. Yang masih diketahui jurnal dan warehouse ditampilkan di bawah.</translation>
    </message>
    <message>
        <source>There is no message at this offset yet. It is shown as soon as somebody produces it.</source>
        <translation>Belum ada pesan di offset ini. Pesan akan tampil begitu ada yang mengirimnya.</translation>
    </message>
    <message>
        <source>The warehouse cannot be read at the moment; it is tried again as the record moves on.</source>
        <translation>Warehouse sedang tidak dapat dibaca; akan dicoba lagi saat record bergerak.</translation>
    </message>
    <message>
        <source>Key → partition</source>
        <translation>Key → partition</translation>
    </message>
    <message>
        <source>murmur2, same as the Java client</source>
        <translation>murmur2, sama dengan klien Java</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>fewer</source>
        <translation>lebih sedikit</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 lainnya</translation>
    </message>
    <message>
        <source>Warehouse row</source>
        <translation>Baris warehouse</translation>
    </message>
    <message>
        <source>The row is now as another record left it: %1 %2.</source>
        <translation>Baris ini sekarang seperti ditulis record lain: %1 %2.</translation>
    </message>
    <message>
        <source>The row is there %1 times: under these semantics a record that is read again is stored again.</source>
        <translation>Baris ini ada %1 kali: dengan semantik ini, record yang dibaca lagi disimpan lagi.</translation>
    </message>
    <message>
        <source>Original bytes</source>
        <translation>Byte asli</translation>
    </message>
    <message>
        <source>The value&apos;s bytes</source>
        <translation>Byte dari value</translation>
    </message>
    <message>
        <source>Produce again</source>
        <translation>Kirim ulang</translation>
    </message>
    <message>
        <source>inserted</source>
        <translation>ditambahkan</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>diubah</translation>
    </message>
    <message>
        <source>unchanged: the same event again</source>
        <translation>tetap: event yang sama lagi</translation>
    </message>
    <message>
        <source>superseded: a newer version was there</source>
        <translation>tergantikan: sudah ada versi yang lebih baru</translation>
    </message>
    <message>
        <source>offset reset</source>
        <translation>reset offset</translation>
    </message>
    <message>
        <source>Audit entry %1: what this load did, noted in the same database transaction.</source>
        <translation>Entri audit %1: apa yang dilakukan pemuatan ini, dicatat dalam transaksi basis data yang sama.</translation>
    </message>
    <message>
        <source>row</source>
        <translation>baris</translation>
    </message>
    <message>
        <source>Show in Warehouse</source>
        <translation>Tampilkan di Warehouse</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>Dari mana asalnya</translation>
    </message>
    <message>
        <source>a cluster that has ended</source>
        <translation>cluster yang sudah berakhir</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Kolom</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Jejak audit</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>terbaru dahulu</translation>
    </message>
    <message>
        <source>The warehouse cannot be read; it is tried again as loads go on.</source>
        <translation>Warehouse tidak dapat dibaca; akan dicoba lagi saat pemuatan berlanjut.</translation>
    </message>
    <message>
        <source>There is no row with this key in %1.</source>
        <translation>Tidak ada baris dengan key ini di %1.</translation>
    </message>
    <message>
        <source>lag %1</source>
        <translation>lag %1</translation>
    </message>
    <message>
        <source>committed %1</source>
        <translation>committed %1</translation>
    </message>
    <message>
        <source>nothing committed yet</source>
        <translation>belum ada commit</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gagal</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>crash</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>mencoba lagi</translation>
    </message>
    <message>
        <source>the warehouse does not answer</source>
        <translation>warehouse tidak menjawab</translation>
    </message>
    <message>
        <source>a record is tried again</source>
        <translation>sebuah record dicoba lagi</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>berhenti</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>bergabung</translation>
    </message>
    <message>
        <source>held</source>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>it stays a member and takes nothing</source>
        <translation>tetap menjadi anggota dan tidak mengambil apa pun</translation>
    </message>
    <message>
        <source>running</source>
        <translation>berjalan</translation>
    </message>
    <message>
        <source>no members</source>
        <translation>tanpa anggota</translation>
    </message>
    <message>
        <source>nobody reads, and the lag grows</source>
        <translation>tidak ada yang membaca, dan lag bertambah</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>tidak ada</translation>
    </message>
    <message>
        <source>Reads the JSON, and unwraps a row change from the database.</source>
        <translation>Membaca JSON, dan membuka bungkus perubahan baris dari basis data.</translation>
    </message>
    <message>
        <source>Checks that all required fields are there and possible.</source>
        <translation>Memeriksa bahwa semua field wajib ada dan masuk akal.</translation>
    </message>
    <message>
        <source>Takes stray spaces away.</source>
        <translation>Membuang spasi yang tidak perlu.</translation>
    </message>
    <message>
        <source>Writes names, codes and addresses in one way.</source>
        <translation>Menyeragamkan penulisan nama, kode, dan alamat.</translation>
    </message>
    <message>
        <source>Converts lusin, kodi, gros and others into pieces or grams.</source>
        <translation>Mengubah lusin, kodi, gros, dan lainnya menjadi buah atau gram.</translation>
    </message>
    <message>
        <source>Reads prices such as Rp 1.250.000 as amounts.</source>
        <translation>Membaca harga seperti Rp 1.250.000 sebagai jumlah uang.</translation>
    </message>
    <message>
        <source>Reads dates in all their forms as one point in time.</source>
        <translation>Membaca tanggal dalam segala bentuknya sebagai satu titik waktu.</translation>
    </message>
    <message>
        <source>Computes totals and weights.</source>
        <translation>Menghitung total dan bobot.</translation>
    </message>
    <message>
        <source>Adds what a table knows of a value.</source>
        <translation>Menambahkan keterangan dari tabel rujukan.</translation>
    </message>
    <message>
        <source>Leaves out records that are not wanted.</source>
        <translation>Menyisihkan record yang tidak diinginkan.</translation>
    </message>
    <message>
        <source>Hides personal data.</source>
        <translation>Menyembunyikan data pribadi.</translation>
    </message>
    <message>
        <source>Notes when and where the record was processed.</source>
        <translation>Mencatat kapan dan di mana record diolah.</translation>
    </message>
    <message>
        <source>One row an order, as its newest event left it.</source>
        <translation>Satu baris per pesanan, sesuai event terbarunya.</translation>
    </message>
    <message>
        <source>The items of the orders.</source>
        <translation>Barang dalam pesanan.</translation>
    </message>
    <message>
        <source>One row an activity of a student.</source>
        <translation>Satu baris per kegiatan mahasiswa.</translation>
    </message>
    <message>
        <source>The students that the activities belong to.</source>
        <translation>Mahasiswa pemilik kegiatan.</translation>
    </message>
    <message>
        <source>What each load did to which row.</source>
        <translation>Apa yang dilakukan tiap pemuatan, dan pada baris mana.</translation>
    </message>
    <message>
        <source>Where the loader goes on: stored together with the rows.</source>
        <translation>Tempat loader melanjutkan: disimpan bersama barisnya.</translation>
    </message>
    <message>
        <source>Follow-up events that are published after the commit.</source>
        <translation>Event lanjutan yang diterbitkan setelah commit.</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>Berkas CSV</translation>
    </message>
    <message>
        <source>Event generator</source>
        <translation>Generator event</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>seed %1</translation>
    </message>
    <message>
        <source>held back</source>
        <translation>ditahan</translation>
    </message>
    <message>
        <source>Producing</source>
        <translation>Mengirim</translation>
    </message>
    <message>
        <source>Rate set</source>
        <translation>Laju diatur</translation>
    </message>
    <message>
        <source>maximum</source>
        <translation>maksimum</translation>
    </message>
    <message>
        <source>Produced</source>
        <translation>Dikirim</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Terkonfirmasi</translation>
    </message>
    <message>
        <source>Bad input lines</source>
        <translation>Baris masukan rusak</translation>
    </message>
    <message>
        <source>Writes to</source>
        <translation>Menulis ke</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Transform</translation>
    </message>
    <message>
        <source>stage</source>
        <translation>tahap</translation>
    </message>
    <message>
        <source>Transforming</source>
        <translation>Mengolah</translation>
    </message>
    <message>
        <source>Enriched</source>
        <translation>Diperkaya</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Dead letter</translation>
    </message>
    <message>
        <source>Filtered</source>
        <translation>Tersaring</translation>
    </message>
    <message>
        <source>Slowed</source>
        <translation>Diperlambat</translation>
    </message>
    <message>
        <source>%1 ms a message</source>
        <translation>%1 ms per pesan</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Langkah</translation>
    </message>
    <message>
        <source>in this order, for every record</source>
        <translation>dalam urutan ini, untuk setiap record</translation>
    </message>
    <message>
        <source>Why records were refused</source>
        <translation>Mengapa record ditolak</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>SQLite file</source>
        <translation>berkas SQLite</translation>
    </message>
    <message>
        <source>open</source>
        <translation>terbuka</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>terkunci</translation>
    </message>
    <message>
        <source>readers go on, writers wait</source>
        <translation>masih dapat dibaca, penulisan menunggu</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>ditutup</translation>
    </message>
    <message>
        <source>no loader gets to it</source>
        <translation>loader tidak dapat masuk</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Memuat</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>Dimuat</translation>
    </message>
    <message>
        <source>Transactions</source>
        <translation>Transaksi</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Dibatalkan</translation>
    </message>
    <message>
        <source>Follow-up events</source>
        <translation>Event lanjutan</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Ditulis oleh</translation>
    </message>
    <message>
        <source>Refused by</source>
        <translation>Ditolak oleh</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>Langkah terakhir</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Langkah %1 dari %2</translation>
    </message>
    <message>
        <source>Run again just now on the raw message, with the running configuration. The result is, byte for byte, what the enriched topic holds.</source>
        <translation>Baru saja dijalankan ulang pada pesan mentah, dengan konfigurasi yang sedang berjalan. Hasilnya sama, byte demi byte, dengan isi topic enriched.</translation>
    </message>
    <message>
        <source>Run again just now on the raw message, with the running configuration.</source>
        <translation>Baru saja dijalankan ulang pada pesan mentah, dengan konfigurasi yang sedang berjalan.</translation>
    </message>
    <message>
        <source>This step found nothing to change in this record.</source>
        <translation>Langkah ini tidak menemukan yang perlu diubah pada record ini.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>No value: this is a tombstone, Kafka&apos;s mark that the key was deleted.</source>
        <translation>Tanpa value: ini tombstone, tanda Kafka bahwa key itu dihapus.</translation>
    </message>
    <message>
        <source>The record&apos;s JSON after this step</source>
        <translation>JSON record setelah langkah ini</translation>
    </message>
    <message>
        <source>table</source>
        <translation>tabel</translation>
    </message>
    <message>
        <source>warehouse</source>
        <translation>warehouse</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>Written last</source>
        <translation>Terakhir ditulis</translation>
    </message>
    <message>
        <source>The warehouse cannot be read; it is tried again. %1</source>
        <translation>Warehouse tidak dapat dibaca; akan dicoba lagi. %1</translation>
    </message>
    <message>
        <source>Nothing has been written here yet.</source>
        <translation>Belum ada yang ditulis di sini.</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>The source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>The transform</source>
        <translation>Transform</translation>
    </message>
    <message>
        <source>The loader, from its outbox</source>
        <translation>Loader, dari outbox-nya</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>topic</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Retention</translation>
    </message>
    <message>
        <source>5 MiB a partition (embedded broker)</source>
        <translation>5 MiB per partition (broker tertanam)</translation>
    </message>
    <message>
        <source>First and next offset, the broker that leads it, and how fast it grows.</source>
        <translation>Offset pertama dan berikutnya, broker yang memimpinnya, dan seberapa cepat bertambah.</translation>
    </message>
    <message>
        <source>no consumer group of the pipeline</source>
        <translation>tidak ada consumer group pipeline</translation>
    </message>
    <message>
        <source>Will be refused by</source>
        <translation>Akan ditolak oleh</translation>
    </message>
    <message>
        <source>Ahead: step %1 of %2</source>
        <translation>Nanti: langkah %1 dari %2</translation>
    </message>
    <message>
        <source>The transform has not processed this record yet. This is what the running configuration makes of it.</source>
        <translation>Transform belum mengolah record ini. Inilah yang akan dihasilkan konfigurasi yang sedang berjalan.</translation>
    </message>
    <message>
        <source>At its end: no hop is left</source>
        <translation>Sudah sampai akhir: tidak ada hop tersisa</translation>
    </message>
    <message>
        <source>Evicted: it cannot be stepped</source>
        <translation>Sudah dibuang: tidak dapat dilangkahkan</translation>
    </message>
    <message>
        <source>It lies in the warehouse or in the dead letters, and its offset is committed.</source>
        <translation>Pesan ini ada di warehouse atau di dead letter, dan offset-nya sudah di-commit.</translation>
    </message>
    <message>
        <source>Retention took it before the transform came to it.</source>
        <translation>Retention membuangnya sebelum transform sampai ke sana.</translation>
    </message>
    <message>
        <source>Step this record</source>
        <translation>Langkahkan pesan ini</translation>
    </message>
    <message>
        <source>This very record goes one hop further; those before it in its partition go first.</source>
        <translation>Tepat pesan inilah yang maju satu hop; pesan di depannya dalam partition yang sama maju lebih dulu.</translation>
    </message>
    <message>
        <source>To its end</source>
        <translation>Sampai akhir</translation>
    </message>
    <message>
        <source>All remaining hops, to its row or its dead letter and the commit.</source>
        <translation>Semua hop yang tersisa, sampai barisnya atau dead letter-nya dan commit.</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 diubah</translation>
    </message>
    <message>
        <source>%1 left out</source>
        <translation>%1 disaring</translation>
    </message>
    <message>
        <source>%1 refused</source>
        <translation>%1 ditolak</translation>
    </message>
    <message>
        <source>Records that came to this step: %1</source>
        <translation>Record yang sampai di langkah ini: %1</translation>
    </message>
    <message>
        <source>Error, not over yet</source>
        <translation>Kesalahan, masih berlangsung</translation>
    </message>
    <message>
        <source>Last error, over</source>
        <translation>Kesalahan terakhir, sudah berakhir</translation>
    </message>
    <message>
        <source>By command line</source>
        <translation>Lewat baris perintah</translation>
    </message>
    <message>
        <source>takes nothing</source>
        <translation>tidak menerima</translation>
    </message>
    <message>
        <source>records wait and are tried again</source>
        <translation>record menunggu dan dicoba lagi</translation>
    </message>
    <message>
        <source>campus database</source>
        <translation>database kampus</translation>
    </message>
    <message>
        <source>transaction %1</source>
        <translation>transaksi %1</translation>
    </message>
    <message>
        <source>The transaction that changed the row.</source>
        <translation>Transaksi yang mengubah baris itu.</translation>
    </message>
    <message>
        <source>The change event of the row. Its items lie in their own topic, in the same transaction.</source>
        <translation>Event perubahan baris itu. Item-itemnya ada di topic sendiri, dalam transaksi yang sama.</translation>
    </message>
    <message>
        <source>bridge</source>
        <translation>bridge</translation>
    </message>
    <message>
        <source>Polling of the campus database</source>
        <translation>Polling database kampus</translation>
    </message>
    <message>
        <source>misses deletes, and states that were overwritten before it looked</source>
        <translation>melewatkan delete dan keadaan yang tertimpa sebelum sempat dilihat</translation>
    </message>
    <message>
        <source>REST API</source>
        <translation>REST API</translation>
    </message>
    <message>
        <source>the campus&apos;s own, on this machine</source>
        <translation>milik kampus sendiri, di komputer ini</translation>
    </message>
    <message>
        <source>Another topic</source>
        <translation>Topic lain</translation>
    </message>
    <message>
        <source>Campus database</source>
        <translation>Database kampus</translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation>SQLite</translation>
    </message>
    <message>
        <source>The campus at work</source>
        <translation>Kampus sedang bekerja</translation>
    </message>
    <message>
        <source>transactions/s</source>
        <translation>transaksi/dtk</translation>
    </message>
    <message>
        <source>Transactions done here</source>
        <translation>Transaksi yang dilakukan di sini</translation>
    </message>
    <message>
        <source>change data capture (emulated)</source>
        <translation>change data capture (tiruan)</translation>
    </message>
    <message>
        <source>the campus&apos;s API</source>
        <translation>API kampus</translation>
    </message>
    <message>
        <source>polling</source>
        <translation>polling</translation>
    </message>
    <message>
        <source>Change data capture</source>
        <translation>Change data capture</translation>
    </message>
    <message>
        <source>emulated</source>
        <translation>tiruan</translation>
    </message>
    <message>
        <source>triggers and a log in SQLite; events as Maxwell writes them</source>
        <translation>trigger dan log di SQLite; event seperti yang ditulis Maxwell</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Terekam</translation>
    </message>
    <message>
        <source>events/s</source>
        <translation>event/dtk</translation>
    </message>
    <message>
        <source>Rows inserted</source>
        <translation>Baris di-insert</translation>
    </message>
    <message>
        <source>Rows updated</source>
        <translation>Baris di-update</translation>
    </message>
    <message>
        <source>Rows deleted</source>
        <translation>Baris di-delete</translation>
    </message>
    <message>
        <source>Change events acknowledged</source>
        <translation>Event perubahan yang di-acknowledge</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>Joining rows</source>
        <translation>Menggabungkan baris</translation>
    </message>
    <message>
        <source>Change events worked</source>
        <translation>Event perubahan yang diolah</translation>
    </message>
    <message>
        <source>Raw records made</source>
        <translation>Record mentah yang dibuat</translation>
    </message>
    <message>
        <source>Orders that wait for items</source>
        <translation>Pesanan yang menunggu item</translation>
    </message>
    <message>
        <source>Activities that wait for a student</source>
        <translation>Kegiatan yang menunggu mahasiswa</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>Tambah anggota</translation>
    </message>
    <message>
        <source>One more consumer joins the group, which shares the partitions out anew. It goes on where the group has committed.</source>
        <translation>Satu consumer lagi masuk ke group, lalu partition dibagi ulang. Ia melanjutkan dari offset yang sudah di-commit group.</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>jendela ini</translation>
    </message>
    <message>
        <source>Sent from this window by hand, again or as a fault; not by the source.</source>
        <translation>Dikirim dari jendela ini: dengan tangan, kiriman ulang, atau gangguan; bukan oleh sumber.</translation>
    </message>
    <message>
        <source>stays here</source>
        <translation>tetap di sini</translation>
    </message>
    <message>
        <source>no stage reads this topic</source>
        <translation>tidak ada tahap yang membaca topic ini</translation>
    </message>
    <message>
        <source>Sent again: %1, partition %2, offset %3.</source>
        <translation>Dikirim ulang: %1, partition %2, offset %3.</translation>
    </message>
    <message>
        <source>It is a new record, and the one shown here. The one before stays as it was.</source>
        <translation>Ini record baru, dan inilah yang ditampilkan di sini. Record sebelumnya tetap seperti semula.</translation>
    </message>
    <message>
        <source>The one before</source>
        <translation>Record sebelumnya</translation>
    </message>
    <message>
        <source>Records with the same key go to the same partition, so their order is kept. The partition is computed from the key alone: murmur2 makes a number of its bytes, and what is left after dividing it by the number of partitions is the partition.</source>
        <translation>Record dengan key yang sama masuk ke partition yang sama, sehingga urutannya terjaga. Partition dihitung dari key saja: murmur2 mengubah byte-nya menjadi angka, dan sisa bagi angka itu oleh banyaknya partition adalah nomor partition.</translation>
    </message>
    <message>
        <source>Sends the same key, headers and value once more, as a new record at a new offset of the same topic.</source>
        <translation>Mengirim key, header, dan value yang sama sekali lagi, sebagai record baru dengan offset baru di topic yang sama.</translation>
    </message>
    <message>
        <source>Produce again to %1</source>
        <translation>Kirim ulang ke %1</translation>
    </message>
    <message>
        <source>Sends key, value and headers to the topic that the record was taken from, without the headers that tell of its error. As long as the rule is the same, it will be refused again.</source>
        <translation>Mengirim key, value, dan header ke topic asal record ini, tanpa header yang menyebut kesalahannya. Selama aturannya masih sama, record akan ditolak lagi.</translation>
    </message>
    <message>
        <source>The record was too large to be kept whole, so it has to come from its source.</source>
        <translation>Record ini terlalu besar untuk disimpan utuh, jadi harus dikirim lagi oleh sumbernya.</translation>
    </message>
    <message>
        <source>database on a server</source>
        <translation>basis data di server</translation>
    </message>
    <message>
        <source>The bridge</source>
        <translation>Bridge</translation>
    </message>
    <message>
        <source>The loader</source>
        <translation>Loader</translation>
    </message>
    <message>
        <source>no members here</source>
        <translation>tanpa anggota di sini</translation>
    </message>
    <message>
        <source>another program reads</source>
        <translation>program lain yang membaca</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>program lain</translation>
    </message>
    <message>
        <source>not committed yet</source>
        <translation>belum di-commit</translation>
    </message>
    <message>
        <source>a transaction before it is still open</source>
        <translation>transaksi sebelumnya masih terbuka</translation>
    </message>
    <message>
        <source>A transaction that began before it is still open. It is shown as soon as that has ended.</source>
        <translation>Transaksi yang dimulai sebelumnya masih terbuka. Pesan ini tampil begitu transaksi itu berakhir.</translation>
    </message>
    <message>
        <source>no record</source>
        <translation>bukan record</translation>
    </message>
    <message>
        <source>a transaction&apos;s marker</source>
        <translation>penanda transaksi</translation>
    </message>
    <message>
        <source>A transaction ends here: its commit or abort takes an offset, too, and is no record. Readers step over it.</source>
        <translation>Sebuah transaksi berakhir di sini: commit atau abort-nya juga memakai satu offset, tetapi bukan record. Pembaca melewatinya.</translation>
    </message>
    <message>
        <source>The record that the bridge makes: an order together with all its items, an activity together with its student.</source>
        <translation>Record yang dibuat bridge: pesanan beserta semua itemnya, kegiatan beserta data mahasiswanya.</translation>
    </message>
    <message>
        <source>waits for the bridge</source>
        <translation>menunggu bridge</translation>
    </message>
    <message>
        <source>read by the bridge</source>
        <translation>dibaca bridge</translation>
    </message>
    <message>
        <source>it makes no record of it</source>
        <translation>tidak dijadikan record</translation>
    </message>
    <message>
        <source>with the bridge</source>
        <translation>di bridge</translation>
    </message>
    <message>
        <source>no broker answers</source>
        <translation>tidak ada broker yang menjawab</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>tidak ditemukan</translation>
    </message>
    <message>
        <source>The record made of it is no longer in the raw topic, or a newer change of the row came before there was one.</source>
        <translation>Record yang dibuat darinya sudah tidak ada di topic raw, atau perubahan baris yang lebih baru datang sebelum record itu dibuat.</translation>
    </message>
    <message>
        <source>known before, or overtaken</source>
        <translation>sudah diketahui atau tersusul</translation>
    </message>
    <message>
        <source>The bridge had this change already, or a newer one of the same row. It makes no record of it.</source>
        <translation>Bridge sudah punya perubahan ini, atau yang lebih baru dari baris yang sama. Tidak ada record yang dibuat darinya.</translation>
    </message>
    <message>
        <source>its record is not found</source>
        <translation>record-nya tidak ditemukan</translation>
    </message>
    <message>
        <source>Joins rows into one record: an order with its items, an activity with its student.</source>
        <translation>Menggabungkan baris-baris menjadi satu record: pesanan beserta itemnya, kegiatan beserta mahasiswanya.</translation>
    </message>
    <message>
        <source>nothing new comes from it until it goes on</source>
        <translation>tidak ada yang baru darinya sampai dilanjutkan</translation>
    </message>
    <message>
        <source>A recorded session is shown: its cluster cannot be asked for the settings.</source>
        <translation>Yang ditampilkan adalah sesi rekaman: pengaturan di cluster-nya tidak bisa ditanyakan.</translation>
    </message>
    <message>
        <source>This topic was deleted.</source>
        <translation>Topic ini sudah dihapus.</translation>
    </message>
    <message>
        <source>The cluster is asked for the settings…</source>
        <translation>Menanyakan pengaturan ke cluster…</translation>
    </message>
    <message>
        <source>The settings could not be read. %1</source>
        <translation>Pengaturan tidak bisa dibaca. %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Pengaturan topic</translation>
    </message>
    <message>
        <source>Ask the cluster again</source>
        <translation>Tanyakan lagi ke cluster</translation>
    </message>
    <message>
        <source>Set for this topic</source>
        <translation>Diatur untuk topic ini</translation>
    </message>
    <message>
        <source>As the cluster has it</source>
        <translation>Bawaan cluster</translation>
    </message>
    <message>
        <source>Change topic…</source>
        <translation>Ubah topic…</translation>
    </message>
    <message>
        <source>The run ends and begins anew…</source>
        <translation>Proses diakhiri dan dimulai lagi…</translation>
    </message>
    <message>
        <source>The cluster is asked…</source>
        <translation>Meminta ke cluster…</translation>
    </message>
    <message>
        <source>Set it</source>
        <translation>Terapkan</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>Kembalikan ke bawaan</translation>
    </message>
    <message>
        <source>Add partitions: %1</source>
        <translation>Tambah partition: %1</translation>
    </message>
    <message>
        <source>Delete the topic</source>
        <translation>Hapus topic</translation>
    </message>
    <message>
        <source>Now: %1, set for this topic</source>
        <translation>Sekarang: %1, diatur untuk topic ini</translation>
    </message>
    <message>
        <source>Now: %1, the cluster&apos;s default</source>
        <translation>Sekarang: %1, bawaan cluster</translation>
    </message>
    <message>
        <source>What Kafka deletes before the run has read it is lost, and its books will say so. A record is as old as its own time says.</source>
        <translation>Record yang dihapus Kafka sebelum dibaca proses ini hilang, dan pembukuannya akan mencatatnya. Umur record dihitung dari waktu record itu sendiri.</translation>
    </message>
    <message>
        <source>Partitions: %1 now, then</source>
        <translation>Partition: sekarang %1, menjadi</translation>
    </message>
    <message>
        <source>A key&apos;s partition comes from their number: from then on keys go to other partitions than before, so records of one key lie in two of them, and only within each of them is their order kept. Partitions can never be removed again.</source>
        <translation>Partition sebuah key ditentukan oleh jumlah partition: sejak itu key masuk ke partition lain daripada sebelumnya, sehingga record dengan key yang sama berada di dua partition, dan urutannya hanya terjaga di dalam masing-masing partition. Partition tidak pernah bisa dikurangi lagi.</translation>
    </message>
    <message>
        <source>The run reads or writes this topic and has counted its partitions at its start: it ends in order, and another one begins on the same cluster that knows of the new ones. What is under way is kept.</source>
        <translation>Proses yang berjalan membaca atau menulis topic ini dan sudah menghitung partition-nya saat dimulai: proses diakhiri dengan tertib, lalu proses baru yang mengenal partition baru dimulai di cluster yang sama. Yang masih di jalan tidak hilang.</translation>
    </message>
    <message>
        <source>%1 has %2 partitions now. %3</source>
        <translation>%1 sekarang punya %2 partition. %3</translation>
    </message>
    <message>
        <source>Change topic</source>
        <translation>Ubah topic</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Pengaturan</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Nilai baru</translation>
    </message>
    <message>
        <source>Back to the cluster&apos;s default</source>
        <translation>Kembalikan ke bawaan cluster</translation>
    </message>
    <message>
        <source>The topic goes with all its records and settings, for every client of this cluster; nobody can bring it back. Committed offsets of groups that read it mean nothing afterwards.</source>
        <translation>Topic hilang beserta semua record dan pengaturannya, bagi semua klien cluster ini; tidak ada yang bisa mengembalikannya. Offset yang sudah di-commit oleh group pembacanya tidak berarti lagi.</translation>
    </message>
    <message>
        <source>To delete it, write its name: %1</source>
        <translation>Untuk menghapusnya, tulis namanya: %1</translation>
    </message>
    <message>
        <source>Name of the topic</source>
        <translation>Nama topic</translation>
    </message>
    <message>
        <source>The record&apos;s value</source>
        <translation>Nilai record</translation>
    </message>
    <message>
        <source>it starts again after %1 s</source>
        <translation>mulai lagi setelah %1 dtk</translation>
    </message>
    <message>
        <source>it starts again by itself</source>
        <translation>mulai lagi sendiri</translation>
    </message>
    <message>
        <source>MySQL or MariaDB</source>
        <translation>MySQL atau MariaDB</translation>
    </message>
    <message>
        <source>reads the server&apos;s binlog</source>
        <translation>membaca binlog server</translation>
    </message>
    <message>
        <source>Changes in the database</source>
        <translation>Perubahan di basis data</translation>
    </message>
    <message>
        <source>Told by polling</source>
        <translation>Diceritakan polling</translation>
    </message>
    <message>
        <source>Missed: deleted rows</source>
        <translation>Terlewat: baris yang dihapus</translation>
    </message>
    <message>
        <source>Missed: overwritten before it looked</source>
        <translation>Terlewat: ditimpa sebelum sempat dilihat</translation>
    </message>
    <message>
        <source>Missed: passed by for good</source>
        <translation>Terlewat: sudah dilewati selamanya</translation>
    </message>
    <message>
        <source>Still to come</source>
        <translation>Masih akan datang</translation>
    </message>
    <message>
        <source>Changes not published yet</source>
        <translation>Perubahan yang belum diterbitkan</translation>
    </message>
    <message>
        <source>Items that wait for their order</source>
        <translation>Item yang menunggu pesanannya</translation>
    </message>
    <message>
        <source>by the embedded broker, not by Kafka</source>
        <translation>oleh broker tertanam, bukan oleh Kafka</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>Timestamp</translation>
    </message>
    <message>
        <source>The record&apos;s own time in Kafka: when its producer made it (CreateTime), unless the topic has message.timestamp.type=LogAppendTime, which makes it the moment when the broker stored it.</source>
        <translation>Waktu record itu sendiri di Kafka: saat producer membuatnya (CreateTime), kecuali bila topic memakai message.timestamp.type=LogAppendTime; maka waktunya adalah saat broker menyimpannya.</translation>
    </message>
    <message>
        <source>a container that reads the server&apos;s binlog</source>
        <translation>container yang membaca binlog server</translation>
    </message>
</context>
<context>
    <name>journal</name>
    <message>
        <source>There is already a file where the session should be recorded. It was left as it is; choose another name or move it away.</source>
        <translation>Di tempat sesi akan direkam sudah ada berkas. Berkas itu dibiarkan apa adanya; pilih nama lain atau pindahkan berkasnya.</translation>
    </message>
    <message>
        <source>There is no session file at this path. Check the path.</source>
        <translation>Tidak ada berkas sesi di jalur ini. Periksa jalurnya.</translation>
    </message>
    <message>
        <source>This file is not a recorded session. It was left as it is; choose a file that was recorded with this program.</source>
        <translation>Berkas ini bukan rekaman sesi. Berkas dibiarkan apa adanya; pilih berkas yang direkam dengan program ini.</translation>
    </message>
    <message>
        <source>This session was recorded by a newer program (%1, format %2; this program reads up to format %3). It was left as it is; open it with the newer program.</source>
        <translation>Sesi ini direkam dengan program yang lebih baru (%1, format %2; program ini membaca sampai format %3). Berkas dibiarkan apa adanya; buka dengan program yang lebih baru itu.</translation>
    </message>
    <message>
        <source>The session file lacks these events, because it is damaged or could not be written at that moment: %1. All others were read.</source>
        <translation>Event berikut tidak ada di berkas sesi, karena berkasnya rusak atau saat itu tidak dapat ditulis: %1. Semua event lain terbaca.</translation>
    </message>
    <message>
        <source>The session file cannot be written: %1 The pipeline goes on; its events wait in memory, and it is tried again.</source>
        <translation>Berkas sesi tidak dapat ditulis: %1 Pipeline tetap berjalan; event-nya menunggu di memori, dan penulisan dicoba lagi.</translation>
    </message>
    <message>
        <source>The session file holds no snapshot of this moment.</source>
        <translation>Berkas sesi tidak menyimpan snapshot untuk saat ini.</translation>
    </message>
    <message>
        <source>A snapshot in the session file is damaged. It is computed anew.</source>
        <translation>Sebuah snapshot di berkas sesi rusak. Keadaannya dihitung ulang.</translation>
    </message>
    <message>
        <source>This moment is too far back: its events are no longer in memory, and no session file is being recorded. Moments from event %1 on can be shown.</source>
        <translation>Saat itu sudah terlalu lama: event-nya tidak lagi ada di memori, dan tidak ada berkas sesi yang sedang direkam. Yang dapat ditampilkan mulai dari event %1.</translation>
    </message>
    <message>
        <source>The session file could not be written: %1 It lacks %2 events, and can be opened with those that it has. The pipeline and the warehouse are not affected.</source>
        <translation>Berkas sesi tidak dapat ditulis: %1 Di dalamnya kurang %2 event, dan berkas itu bisa dibuka dengan event yang ada. Pipeline dan warehouse tidak terpengaruh.</translation>
    </message>
    <message>
        <source>The session file has no end: its recording still goes on, was cut off, or could not be written. More may have happened than is shown.</source>
        <translation>Berkas sesi ini tidak punya akhir: perekamannya masih berjalan, terputus, atau tidak dapat ditulis. Mungkin ada kejadian lain yang tidak terlihat di sini.</translation>
    </message>
</context>
<context>
    <name>kampus</name>
    <message>
        <source>Another publisher of this change log has moved its position. This one ends; nothing is lost, some changes may have been sent twice.</source>
        <translation>Publisher lain dari log perubahan ini telah memajukan posisinya. Publisher ini berhenti; tidak ada yang hilang, beberapa perubahan mungkin terkirim dua kali.</translation>
    </message>
    <message>
        <source>The publisher was to end before it had kept its position.</source>
        <translation>Publisher diminta berhenti sebelum sempat menyimpan posisinya.</translation>
    </message>
    <message>
        <source>A line of the change log is no row. Somebody has changed the log itself; delete the line, then publish the table anew.</source>
        <translation>Satu entri log perubahan bukan baris tabel. Log itu sendiri telah diubah orang; hapus entri tersebut, lalu terbitkan ulang tabelnya.</translation>
    </message>
    <message>
        <source>The schema of the campus&apos;s database is not in the program.</source>
        <translation>Skema database kampus tidak ada di dalam program.</translation>
    </message>
    <message>
        <source>There is no table %1 in the campus&apos;s database.</source>
        <translation>Tidak ada tabel %1 di database kampus.</translation>
    </message>
    <message>
        <source>The table %1 has more than %2 columns: its changes are not published, those of the other tables are. Split it in two, or use MySQL with Maxwell.</source>
        <translation>Tabel %1 punya lebih dari %2 kolom: perubahannya tidak diterbitkan, sedangkan perubahan tabel lain tetap diterbitkan. Bagi tabel itu menjadi dua, atau pakai MySQL dengan Maxwell.</translation>
    </message>
</context>
<context>
    <name>lake</name>
    <message>
        <source>The catalog of the lakehouse is a database of something else. It was left as it is; choose another folder.</source>
        <translation>Katalog lakehouse ini ternyata basis data milik hal lain. Isinya tidak diubah; pilih folder lain.</translation>
    </message>
    <message>
        <source>The folder of the lakehouse cannot be made. Check its rights, or choose another one.</source>
        <translation>Folder lakehouse tidak bisa dibuat. Periksa hak aksesnya, atau pilih folder lain.</translation>
    </message>
    <message>
        <source>The manifest of the lakehouse could not be written. The files are there and named in its catalog; it is tried again.</source>
        <translation>Manifest lakehouse tidak bisa ditulis. Berkas-berkasnya sudah ada dan tercatat di katalog; akan dicoba lagi.</translation>
    </message>
    <message>
        <source>The program that writes the Parquet files has ended or does not answer. Nothing of this batch counts; it is written again.</source>
        <translation>Program penulis berkas Parquet berhenti atau tidak menjawab. Batch ini belum dihitung sama sekali; akan ditulis lagi.</translation>
    </message>
    <message>
        <source>The lakehouse needs Python with pyarrow. Install it (python3 -m venv lake &amp;&amp; lake/bin/pip install pyarrow) and name that Python in PK_LAKE_PYTHON.</source>
        <translation>Lakehouse memerlukan Python dengan pyarrow. Pasang dulu (python3 -m venv lake &amp;&amp; lake/bin/pip install pyarrow), lalu sebutkan Python itu di PK_LAKE_PYTHON.</translation>
    </message>
    <message>
        <source>The Parquet files could not be written. Make room or check the folder&apos;s rights; nothing was lost, it is tried again.</source>
        <translation>Berkas Parquet tidak bisa ditulis. Kosongkan ruang atau periksa hak akses foldernya; tidak ada yang hilang, akan dicoba lagi.</translation>
    </message>
    <message>
        <source>The writer of Parquet files is not in the program.</source>
        <translation>Penulis berkas Parquet tidak ada di dalam program.</translation>
    </message>
    <message>
        <source>The lakehouse has no manifest that can be read. Start worker lake on its folder: it writes it anew.</source>
        <translation>Lakehouse ini tidak punya manifest yang bisa dibaca. Jalankan worker lake pada folder ini: manifest akan ditulis ulang.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The same by command line</source>
        <translation>Lewat baris perintah</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Tutup</translation>
    </message>
    <message>
        <source>Everything has arrived. Commits are finished and the members leave their groups.</source>
        <translation>Semuanya telah tiba. Commit diselesaikan dan para anggota meninggalkan group-nya.</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generator</translation>
    </message>
    <message>
        <source>CSV file …</source>
        <translation>Berkas CSV …</translation>
    </message>
    <message>
        <source>A file brings its own records.</source>
        <translation>Berkas membawa record-nya sendiri.</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Pesanan</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Kegiatan</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Keduanya</translation>
    </message>
    <message>
        <source>Broker restarts</source>
        <translation>Broker dijalankan ulang</translation>
    </message>
    <message>
        <source>A fresh broker runs. Its topics begin empty; the warehouse is kept.</source>
        <translation>Broker baru sudah berjalan. Topic-nya mulai dari kosong; warehouse tetap utuh.</translation>
    </message>
    <message>
        <source>Broker does not answer</source>
        <translation>Broker tidak menjawab</translation>
    </message>
    <message>
        <source>No broker</source>
        <translation>Tidak ada broker</translation>
    </message>
    <message>
        <source>The broker starts</source>
        <translation>Broker sedang dijalankan</translation>
    </message>
    <message>
        <source>Finishing what is in hand, then pause</source>
        <translation>Menyelesaikan yang sedang dikerjakan, lalu jeda</translation>
    </message>
    <message>
        <source>Stopping in order</source>
        <translation>Berhenti dengan tertib</translation>
    </message>
    <message>
        <source>The size is written as 1600x900.</source>
        <translation>Ukuran ditulis seperti 1600x900.</translation>
    </message>
    <message>
        <source>The picture could not be written: %1</source>
        <translation>Gambar tidak dapat ditulis: %1</translation>
    </message>
    <message>
        <source>The picture could not be written.</source>
        <translation>Gambar tidak dapat ditulis.</translation>
    </message>
    <message>
        <source>flow, messages, groups, warehouse or settings.</source>
        <translation>flow, messages, groups, warehouse, atau settings.</translation>
    </message>
    <message>
        <source>light or dark.</source>
        <translation>light atau dark.</translation>
    </message>
    <message>
        <source>id or en.</source>
        <translation>id atau en.</translation>
    </message>
    <message>
        <source>Width and height of the window in pixels.</source>
        <translation>Lebar dan tinggi jendela dalam piksel.</translation>
    </message>
    <message>
        <source>Scale of the interface: 1, 1.25, 1.5 or 2.</source>
        <translation>Skala antarmuka: 1, 1.25, 1.5, atau 2.</translation>
    </message>
    <message>
        <source>Records a second; 0 for as many as it can.</source>
        <translation>Record per detik; 0 untuk sebanyak mungkin.</translation>
    </message>
    <message>
        <source>File to write: .png, or .svg or .pdf of the diagram.</source>
        <translation>Berkas yang ditulis: .png, atau .svg atau .pdf untuk diagram.</translation>
    </message>
    <message>
        <source>One file to write must be named, such as flow.png.</source>
        <translation>Satu berkas tujuan harus disebutkan, misalnya flow.png.</translation>
    </message>
    <message>
        <source>There is no page of this name.</source>
        <translation>Tidak ada halaman dengan nama ini.</translation>
    </message>
    <message>
        <source>There is no display here, so the window cannot open. Start it on a desktop, or use a subcommand, for example: pelatihan-kafka run --orders 10000. All of them: pelatihan-kafka --help</source>
        <translation>Di sini tidak ada layar, jadi jendela tidak dapat dibuka. Jalankan di desktop, atau pakai subperintah, misalnya: pelatihan-kafka run --orders 10000. Daftar lengkap: pelatihan-kafka --help</translation>
    </message>
    <message>
        <source>Where warehouse and session files go.</source>
        <translation>Tempat warehouse dan berkas sesi disimpan.</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Alur</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>Which file shall be read?</source>
        <translation>Berkas mana yang akan dibaca?</translation>
    </message>
    <message>
        <source>Tables of text (*.csv *.tsv *.txt)</source>
        <translation>Tabel teks (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Only the page flow can be written as .svg or .pdf; the others as .png.</source>
        <translation>Hanya halaman flow yang dapat ditulis sebagai .svg atau .pdf; halaman lain sebagai .png.</translation>
    </message>
    <message>
        <source>The file&apos;s name must end in .png, .svg or .pdf.</source>
        <translation>Nama berkas harus berakhiran .png, .svg, atau .pdf.</translation>
    </message>
    <message>
        <source>The broker answers again.</source>
        <translation>Broker menjawab lagi.</translation>
    </message>
    <message>
        <source>The pipeline runs.</source>
        <translation>Pipeline berjalan.</translation>
    </message>
    <message>
        <source>How many seconds the pipeline runs before the picture; of a recorded session, how long after its beginning (without it: at its end).</source>
        <translation>Berapa detik pipeline berjalan sebelum gambar diambil; untuk sesi rekaman, berapa lama setelah awalnya (tanpa ini: pada akhirnya).</translation>
    </message>
    <message>
        <source>A session file: its state is shown, and no pipeline runs.</source>
        <translation>Berkas sesi: keadaannya ditampilkan, dan tidak ada pipeline yang berjalan.</translation>
    </message>
    <message>
        <source>Writes a picture of a page of the real window, with a running pipeline whose data are thrown away, or as a recorded session left it.</source>
        <translation>Menulis gambar sebuah halaman dari jendela sebenarnya, dengan pipeline berjalan yang datanya dibuang, atau dari keadaan sebuah sesi rekaman.</translation>
    </message>
    <message>
        <source>The source is as it was. Choose the mapping file that belongs to this table, or another table in the list of sources.</source>
        <translation>Sumber tidak berubah. Pilih berkas pemetaan milik tabel ini, atau tabel lain lewat daftar sumber.</translation>
    </message>
    <message>
        <source>Choose a mapping…</source>
        <translation>Pilih pemetaan…</translation>
    </message>
    <message>
        <source>Which mapping belongs to the table?</source>
        <translation>Pemetaan mana yang milik tabel ini?</translation>
    </message>
    <message>
        <source>Mappings (*.json)</source>
        <translation>Pemetaan (*.json)</translation>
    </message>
    <message>
        <source> (process %1)</source>
        <translation> (proses %1)</translation>
    </message>
    <message>
        <source>Here: %1
The other window: %2</source>
        <translation>Di sini: %1
Jendela lain: %2</translation>
    </message>
    <message>
        <source>Recorded session</source>
        <translation>Sesi rekaman</translation>
    </message>
    <message>
        <source>By command line</source>
        <translation>Lewat baris perintah</translation>
    </message>
    <message>
        <source>No broker has answered for ten seconds. What arrived is kept.</source>
        <translation>Sepuluh detik tanpa jawaban broker. Yang sudah tiba aman.</translation>
    </message>
    <message>
        <source>Waiting for a broker</source>
        <translation>Menunggu broker</translation>
    </message>
    <message>
        <source>%1 reads on from offsets that somebody has set for its group: the events on the Groups page say which.</source>
        <translation>%1 melanjutkan dari offset yang diatur pihak lain untuk group-nya; rinciannya ada di daftar kejadian pada halaman Group.</translation>
    </message>
    <message>
        <source>Another window%1 is still running and has the data folder. This one works in a folder of its own, with a warehouse of its own, which is removed when no window has used it for %2 days.</source>
        <translation>Jendela lain%1 masih berjalan dan memakai folder data. Jendela ini bekerja di folder sendiri dengan warehouse sendiri, yang dihapus setelah %2 hari tidak dipakai jendela mana pun.</translation>
    </message>
    <message>
        <source>starts in a second, needs nothing</source>
        <translation>siap dalam sedetik, tanpa syarat</translation>
    </message>
    <message>
        <source>Apache Kafka itself; needs Java</source>
        <translation>Apache Kafka asli; perlu Java</translation>
    </message>
    <message>
        <source>one may fail; needs Java and 1 GB of memory</source>
        <translation>satu boleh mati; perlu Java dan memori 1 GB</translation>
    </message>
    <message>
        <source>what &quot;env up compose&quot; has started; needs Docker</source>
        <translation>yang dinyalakan &quot;env up compose&quot;; perlu Docker</translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation>%1 berjalan.</translation>
    </message>
    <message>
        <source>Campus, polled …</source>
        <translation>Kampus, polling …</translation>
    </message>
    <message>
        <source>REST API …</source>
        <translation>REST API …</translation>
    </message>
    <message>
        <source>Topic …</source>
        <translation>Topic …</translation>
    </message>
    <message>
        <source>A topic is read as one kind of records.</source>
        <translation>Sebuah topic dibaca sebagai satu jenis record.</translation>
    </message>
    <message>
        <source>campus or generator.</source>
        <translation>campus atau generator.</translation>
    </message>
    <message>
        <source>Use this source</source>
        <translation>Pakai sumber ini</translation>
    </message>
    <message>
        <source>Poll the campus database</source>
        <translation>Polling database kampus</translation>
    </message>
    <message>
        <source>asked again and again for what is new</source>
        <translation>ditanya berulang-ulang apa yang baru</translation>
    </message>
    <message>
        <source>What tells that a row is new</source>
        <translation>Yang menandai bahwa sebuah baris itu baru</translation>
    </message>
    <message>
        <source>Polling sees states, not changes: it misses every delete, and every state that was overwritten before the next look. By id it misses all changes, too. Compare it with change data capture.</source>
        <translation>Polling melihat keadaan, bukan perubahan: setiap delete terlewat, begitu juga setiap keadaan yang tertimpa sebelum dilihat lagi. Menurut id, semua perubahan pun terlewat. Bandingkan dengan change data capture.</translation>
    </message>
    <message>
        <source>The time of change (updated_at)</source>
        <translation>Waktu perubahan (updated_at)</translation>
    </message>
    <message>
        <source>The number (id): new rows alone</source>
        <translation>Nomor (id): hanya baris baru</translation>
    </message>
    <message>
        <source>Read a REST API</source>
        <translation>Baca REST API</translation>
    </message>
    <message>
        <source>page after page, with ETag and retries</source>
        <translation>per halaman, dengan ETag dan percobaan ulang</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Alamat</translation>
    </message>
    <message>
        <source>Left empty, the campus&apos;s own API is started on this machine and read. Of another one, /orders and /activities are read.</source>
        <translation>Bila dikosongkan, API kampus dijalankan di komputer ini lalu dibaca. Dari API lain, /orders dan /activities yang dibaca.</translation>
    </message>
    <message>
        <source>Paging</source>
        <translation>Paging</translation>
    </message>
    <message>
        <source>How the API names its next page. Page numbers shift when an earlier row is deleted; the others do not.</source>
        <translation>Cara API menyebut halaman berikutnya. Nomor halaman bergeser bila baris sebelumnya dihapus; cara lain tidak.</translation>
    </message>
    <message>
        <source>By cursor (next_cursor)</source>
        <translation>Dengan cursor (next_cursor)</translation>
    </message>
    <message>
        <source>By link (the Link header)</source>
        <translation>Dengan link (header Link)</translation>
    </message>
    <message>
        <source>By page number</source>
        <translation>Dengan nomor halaman</translation>
    </message>
    <message>
        <source>Read another topic</source>
        <translation>Baca topic lain</translation>
    </message>
    <message>
        <source>that another program writes</source>
        <translation>yang ditulis program lain</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Its messages are JSON objects like those of raw_orders; they are taken as they are and sent on. The topic must be there: write its first message with kcat, for example.</source>
        <translation>Pesannya berupa objek JSON seperti di raw_orders; pesan diambil apa adanya lalu diteruskan. Topic-nya harus sudah ada: tulis pesan pertamanya, misalnya dengan kcat.</translation>
    </message>
    <message>
        <source>The broker&apos;s process has ended, and all its topics with it. A fresh one runs, with empty topics; the warehouse is kept.</source>
        <translation>Proses broker berakhir, dan semua topic-nya ikut hilang. Broker baru sudah berjalan dengan topic kosong; warehouse tetap ada.</translation>
    </message>
    <message>
        <source>Nothing was lost: all that it had acknowledged was stored.</source>
        <translation>Tidak ada yang hilang: semua yang sudah dikonfirmasi broker telah disimpan.</translation>
    </message>
    <message>
        <source>Acknowledged records that were not yet stored are lost with the broker. How many cannot be told: %1</source>
        <translation>Record yang sudah terkonfirmasi tetapi belum tersimpan hilang bersama broker. Jumlahnya tidak dapat diketahui: %1</translation>
    </message>
    <message>
        <source>How many acknowledged records are lost cannot be told: %1</source>
        <translation>Berapa record terkonfirmasi yang hilang tidak dapat diketahui: %1</translation>
    </message>
    <message>
        <source>Delivery: %1</source>
        <translation>Pengiriman: %1</translation>
    </message>
    <message>
        <source>The password is used, but it was not kept. %1</source>
        <translation>Kata sandinya dipakai, tetapi tidak tersimpan. %1</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kata sandi</translation>
    </message>
    <message>
        <source>for the profile %1</source>
        <translation>untuk profil %1</translation>
    </message>
    <message>
        <source>The password of %1 is needed. It is not in the environment.</source>
        <translation>Diperlukan kata sandi %1. Kata sandi itu tidak ada di variabel lingkungan.</translation>
    </message>
    <message>
        <source>To go on to %1, the password of %2 is needed. It is neither in the environment nor in the keychain.</source>
        <translation>Untuk pindah ke %1 diperlukan kata sandi %2. Kata sandi itu tidak ada di variabel lingkungan maupun di keychain.</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Kata sandi %1</translation>
    </message>
    <message>
        <source>Remember it in the keychain</source>
        <translation>Ingat di keychain</translation>
    </message>
    <message>
        <source>It serves this connection alone and stands in no settings, log or shown command.</source>
        <translation>Hanya dipakai untuk sambungan ini, dan tidak ditulis di pengaturan, log, atau perintah yang ditampilkan.</translation>
    </message>
    <message>
        <source>The present run goes on until the connection is there; closing this leaves it as it is.</source>
        <translation>Proses yang sekarang terus berjalan sampai tersambung; bila panel ini ditutup, semuanya tetap seperti semula.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Sambungkan</translation>
    </message>
    <message>
        <source>It goes on with %1.</source>
        <translation>Dilanjutkan dengan %1.</translation>
    </message>
    <message>
        <source>Remove them and go on with %1</source>
        <translation>Hapus dan lanjutkan dengan %1</translation>
    </message>
    <message>
        <source>Delivery semantics</source>
        <translation>Jaminan pengiriman (delivery semantics)</translation>
    </message>
    <message>
        <source>What becomes of a record when something crashes on its way. A change ends the present run in order and begins a new one, in the same topics and the same warehouse. Every start begins with effectively-once, unless the warehouse holds keys more than once.</source>
        <translation>Apa jadinya sebuah record bila ada yang crash di tengah jalan. Bila diganti, proses yang sekarang diakhiri dengan tertib dan yang baru dimulai, di topic dan warehouse yang sama. Setiap kali program dibuka, yang berlaku adalah effectively-once, kecuali bila ada key yang lebih dari satu kali di warehouse.</translation>
    </message>
    <message>
        <source>Address of a database on a server</source>
        <translation>Alamat basis data di server</translation>
    </message>
    <message>
        <source>Use this database</source>
        <translation>Pakai basis data ini</translation>
    </message>
    <message>
        <source>Back to the SQLite file</source>
        <translation>Kembali ke berkas SQLite</translation>
    </message>
    <message>
        <source>%1 reads on from the offsets that were set here: the events on the Groups page say which.</source>
        <translation>%1 melanjutkan dari offset yang Anda atur; rinciannya ada di daftar kejadian pada halaman Group.</translation>
    </message>
    <message>
        <source>The page to begin with:</source>
        <translation>Halaman yang dibuka pertama:</translation>
    </message>
    <message>
        <source>%1 has failed: %2</source>
        <translation>%1 gagal: %2</translation>
    </message>
    <message>
        <source>%1 works again.</source>
        <translation>%1 bekerja lagi.</translation>
    </message>
    <message>
        <source>%1 has ended.</source>
        <translation>%1 sudah berakhir.</translation>
    </message>
    <message>
        <source>The broker&apos;s process has ended, and all its topics with it. A fresh one is being started.</source>
        <translation>Proses broker berakhir, dan semua topic-nya ikut hilang. Broker baru sedang dijalankan.</translation>
    </message>
    <message>
        <source>The records that nobody had stored are being counted…</source>
        <translation>Record yang belum sempat disimpan sedang dihitung…</translation>
    </message>
    <message>
        <source>No broker runs</source>
        <translation>Semua broker mati</translation>
    </message>
    <message>
        <source>Every broker is down. What arrived is kept.</source>
        <translation>Semua broker mati. Yang sudah tiba aman.</translation>
    </message>
    <message>
        <source>All nodes run again.</source>
        <translation>Semua node berjalan lagi.</translation>
    </message>
    <message>
        <source>Waiting for a broker, then pause</source>
        <translation>Menunggu broker, lalu jeda</translation>
    </message>
    <message>
        <source>The campus cannot change its database, and tries again: %1</source>
        <translation>Kampus tidak dapat mengubah databasenya dan mencoba lagi: %1</translation>
    </message>
    <message>
        <source>Nothing keeps the campus from its work any more.</source>
        <translation>Tidak ada lagi yang menghalangi kampus bekerja.</translation>
    </message>
    <message>
        <source>%1 keeps one row of each key, so nothing was changed yet. The newest can be kept and the others removed:</source>
        <translation>%1 menyimpan satu baris untuk setiap key, jadi belum ada yang diubah. Baris terbaru dapat dipertahankan dan sisanya dihapus:</translation>
    </message>
    <message>
        <source>The step waits for the warehouse, 10 s at most</source>
        <translation>Langkah ini menunggu warehouse, paling lama 10 detik</translation>
    </message>
    <message>
        <source>The source has stopped. Records on their way to the warehouse: %1.</source>
        <translation>Sumber telah berhenti. %1 record masih dalam perjalanan ke warehouse.</translation>
    </message>
    <message>
        <source>Records lost with the broker, acknowledged but not yet stored: %1.</source>
        <translation>Hilang bersama broker, sudah terkonfirmasi tetapi belum tersimpan: %1 record.</translation>
    </message>
    <message>
        <source>Faults: %1</source>
        <translation>Gangguan: %1</translation>
    </message>
    <message>
        <source>Records that it had acknowledged and nobody had stored yet are lost: %1. On a real Kafka their replicas on other brokers keep them. What was on its way and not acknowledged yet is gone too, and is not counted.</source>
        <translation>Record yang sudah dikonfirmasi broker tetapi belum tersimpan di mana pun hilang: %1. Pada Kafka sungguhan, replika di broker lain menyimpannya. Yang masih di jalan dan belum dikonfirmasi juga hilang, dan tidak ikut dihitung.</translation>
    </message>
    <message>
        <source>SQLite file of this window</source>
        <translation>File SQLite jendela ini</translation>
    </message>
    <message>
        <source>An emulation of Maxwell: triggers write down what changes, in the place of a binlog. It needs nothing and can be stepped.</source>
        <translation>Emulasi Maxwell: trigger mencatat perubahan sebagai pengganti binlog. Tidak memerlukan apa pun dan bisa dijalankan selangkah demi selangkah.</translation>
    </message>
    <message>
        <source>The campus works in it by itself, so that there is something to read.</source>
        <translation>Kampus bekerja sendiri di dalamnya, sehingga ada yang bisa dibaca.</translation>
    </message>
    <message>
        <source>MySQL or MariaDB server</source>
        <translation>Server MySQL atau MariaDB</translation>
    </message>
    <message>
        <source>The real Maxwell, a program of its own, reads the server&apos;s binlog. The campus works in the database at the rate that is set. Each start tells the rows that are there first.</source>
        <translation>Maxwell sungguhan, program tersendiri, membaca binlog server. Kampus bekerja di database itu dengan laju yang diatur. Setiap kali mulai, baris yang sudah ada diterbitkan lebih dulu.</translation>
    </message>
    <message>
        <source>The database is read as it is; nothing is done in it. &quot;pelatihan-kafka kampus --database&quot; or anybody else works there.</source>
        <translation>Database dibaca apa adanya; tidak ada yang dikerjakan di dalamnya. Yang bekerja di sana &quot;pelatihan-kafka kampus --database&quot; atau siapa pun.</translation>
    </message>
    <message>
        <source>Address of the database</source>
        <translation>Alamat database</translation>
    </message>
    <message>
        <source>It comes from the environment variable %1.</source>
        <translation>Diambil dari variabel lingkungan %1.</translation>
    </message>
    <message>
        <source>Left empty, it comes from the keychain. It stands in no settings, log or shown command; programs read it from %1.</source>
        <translation>Bila kosong, diambil dari keychain. Kata sandi tidak tertulis di pengaturan, log, atau perintah yang ditampilkan; program membacanya dari %1.</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Pindah ke %1</translation>
    </message>
    <message>
        <source>Maxwell is not stepped: steps move what it has published</source>
        <translation>Maxwell tidak ikut langkah: langkah menggerakkan yang sudah diterbitkannya</translation>
    </message>
    <message>
        <source>Campus database, CDC …</source>
        <translation>Database kampus, CDC …</translation>
    </message>
    <message>
        <source>Nothing comes from the source at the moment: %1</source>
        <translation>Saat ini tidak ada yang datang dari sumber: %1</translation>
    </message>
    <message>
        <source>The source works again.</source>
        <translation>Sumber bekerja lagi.</translation>
    </message>
    <message>
        <source>Capture the campus database&apos;s changes</source>
        <translation>Tangkap perubahan database kampus</translation>
    </message>
    <message>
        <source>every insert, update and delete</source>
        <translation>setiap insert, update, dan delete</translation>
    </message>
    <message>
        <source>The server is asked …</source>
        <translation>Server sedang ditanya …</translation>
    </message>
    <message>
        <source>What had been broken on purpose has ended with it: %1.</source>
        <translation>Gangguan yang sengaja dibuat ikut berakhir bersamanya: %1.</translation>
    </message>
    <message>
        <source>The source still has its rows and can send them once more, as they are now. With these delivery semantics they are stored once more, too.</source>
        <translation>Sumber masih menyimpan baris-barisnya dan dapat mengirimnya sekali lagi, sebagaimana adanya sekarang. Dengan delivery semantics ini, semuanya juga disimpan sekali lagi.</translation>
    </message>
    <message>
        <source>The source still has its rows and can send them once more, as they are now. Rows that are stored already keep their contents.</source>
        <translation>Sumber masih menyimpan baris-barisnya dan dapat mengirimnya sekali lagi, sebagaimana adanya sekarang. Isi baris yang sudah tersimpan tidak berubah.</translation>
    </message>
    <message>
        <source>The broker&apos;s process has ended, and all its topics with it. The warehouse is kept.</source>
        <translation>Proses broker telah berakhir, dan semua topic-nya ikut hilang. Warehouse tetap disimpan.</translation>
    </message>
    <message>
        <source>%1 of %2 brokers run</source>
        <translation>%1 dari %2 broker hidup</translation>
    </message>
    <message>
        <source>MySQL or MariaDB. The password comes from the environment variable PK_WAREHOUSE_PASSWORD, or is asked for. The database is opened first; then the present run ends in order and a new one begins, which loads what the topics still hold. Every start begins with the file in the data folder, or with the warehouse that a profile names.</source>
        <translation>MySQL atau MariaDB. Kata sandinya dari variabel lingkungan PK_WAREHOUSE_PASSWORD, atau ditanyakan. Basis datanya dibuka lebih dulu; lalu proses yang sekarang diakhiri dengan tertib dan yang baru dimulai, yang memuat apa yang masih ada di topic. Setiap kali program dibuka, yang dipakai adalah berkas di folder data, atau warehouse yang disebut oleh profil.</translation>
    </message>
    <message>
        <source>Campus database of Compose</source>
        <translation>Database kampus milik Compose</translation>
    </message>
    <message>
        <source>The real Maxwell, a container, reads the binlog of this MySQL. The campus works in it at the rate that is set. Address and password come from compose/.env.</source>
        <translation>Maxwell sungguhan, sebuah container, membaca binlog MySQL ini. Kampus bekerja di dalamnya dengan kecepatan yang diatur. Alamat dan kata sandinya dari compose/.env.</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>%1 newer above</source>
        <translation>%1 lebih baru di atas</translation>
    </message>
    <message>
        <source>The newest message is at the top; the list follows.</source>
        <translation>Pesan terbaru ada di atas; daftar mengikuti.</translation>
    </message>
    <message>
        <source>The oldest message is at the top; what is read is added below.</source>
        <translation>Pesan terlama ada di atas; yang dibaca ditambahkan di bawah.</translation>
    </message>
    <message>
        <source>To newest</source>
        <translation>Ke terbaru</translation>
    </message>
    <message>
        <source>Key → partition</source>
        <translation>Key → partition</translation>
    </message>
    <message>
        <source>murmur2, as the Java client</source>
        <translation>murmur2, seperti Java</translation>
    </message>
    <message>
        <source>Kafka&apos;s clients compute the partition from the key, so that all messages of one key keep their order.</source>
        <translation>Klien Kafka menghitung partition dari key, sehingga semua pesan dengan key yang sama tetap berurutan.</translation>
    </message>
    <message>
        <source>created</source>
        <translation>dibuat</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>diubah</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>dibatalkan</translation>
    </message>
    <message>
        <source>without a key</source>
        <translation>tanpa key</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>size</source>
        <translation>ukuran</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>No longer in the log</source>
        <translation>Sudah tidak ada di log</translation>
    </message>
    <message>
        <source>Reading the message…</source>
        <translation>Membaca pesan…</translation>
    </message>
    <message>
        <source>Retention has taken this message from the log. Its place in the list is kept; its content is gone.</source>
        <translation>Retention sudah menghapus pesan ini dari log. Tempatnya di daftar tetap ada; isinya sudah hilang.</translation>
    </message>
    <message>
        <source>Tombstone</source>
        <translation>Tombstone</translation>
    </message>
    <message>
        <source>A key without a value: where a topic is compacted, it deletes the key.</source>
        <translation>Key tanpa value: pada topic yang di-compact, pesan ini menghapus key tersebut.</translation>
    </message>
    <message>
        <source>This is no JSON</source>
        <translation>Ini bukan JSON</translation>
    </message>
    <message>
        <source>Too large for a tree</source>
        <translation>Terlalu besar untuk ditampilkan sebagai pohon</translation>
    </message>
    <message>
        <source>Raw and Hex show it as it was written.</source>
        <translation>Mentah dan Hex menampilkannya persis seperti ditulis.</translation>
    </message>
    <message>
        <source>No message selected</source>
        <translation>Belum ada pesan terpilih</translation>
    </message>
    <message>
        <source>Select one in the list to see its content, its headers and what has become of it.</source>
        <translation>Pilih satu pesan di daftar untuk melihat isi, header, dan sampai di mana perjalanannya.</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Mentah</translation>
    </message>
    <message>
        <source>How the message is shown</source>
        <translation>Cara pesan ditampilkan</translation>
    </message>
    <message>
        <source>Produce it again, as it is or changed</source>
        <translation>Kirim lagi, apa adanya atau setelah diubah</translation>
    </message>
    <message>
        <source>Open in the flow, with its path</source>
        <translation>Buka di Alur, lengkap dengan jejaknya</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Salin sebagai JSON</translation>
    </message>
    <message>
        <source>Value as a tree</source>
        <translation>Value sebagai pohon</translation>
    </message>
    <message>
        <source>Value as text</source>
        <translation>Value sebagai teks</translation>
    </message>
    <message>
        <source>Value as bytes</source>
        <translation>Value sebagai byte</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>topic</translation>
    </message>
    <message>
        <source>1 partition</source>
        <translation>1 partition</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 partition</translation>
    </message>
    <message>
        <source>%1 messages</source>
        <translation>%1 pesan</translation>
    </message>
    <message>
        <source>%1 no longer in the log</source>
        <translation>%1 sudah tidak ada di log</translation>
    </message>
    <message>
        <source>%1 missed</source>
        <translation>%1 terlewat</translation>
    </message>
    <message>
        <source>Retention took them from the log before they could be read here.</source>
        <translation>Retention menghapusnya dari log sebelum sempat dibaca di sini.</translation>
    </message>
    <message>
        <source>behind %1</source>
        <translation>tertinggal %1</translation>
    </message>
    <message>
        <source>So many messages are in the log and not read here yet.</source>
        <translation>Sebanyak ini pesan sudah ada di log tetapi belum dibaca di sini.</translation>
    </message>
    <message>
        <source>0 dropped</source>
        <translation>0 terlewat</translation>
    </message>
    <message>
        <source>Every message since the beginning of this reading is here.</source>
        <translation>Semua pesan sejak pembacaan ini dimulai ada di sini.</translation>
    </message>
    <message>
        <source>arriving %1 › read %2</source>
        <translation>tiba %1 › dibaca %2</translation>
    </message>
    <message>
        <source> › matching %1</source>
        <translation> › cocok %1</translation>
    </message>
    <message>
        <source>Read %1 of %2</source>
        <translation>Dibaca %1 dari %2</translation>
    </message>
    <message>
        <source>%1 match</source>
        <translation>%1 cocok</translation>
    </message>
    <message>
        <source>The broker does not answer. What was read stays here, and reading goes on by itself when the broker is back.</source>
        <translation>Broker tidak menjawab. Yang sudah dibaca tetap ada di sini, dan pembacaan berlanjut sendiri begitu broker kembali.</translation>
    </message>
    <message>
        <source>%1 is no longer in the log: retention has taken it. The oldest message kept is %2.</source>
        <translation>%1 sudah tidak ada di log: retention telah menghapusnya. Pesan terlama yang masih disimpan adalah %2.</translation>
    </message>
    <message>
        <source>%1 does not exist yet: the log ends at %2. It is shown as soon as it is written.</source>
        <translation>%1 belum ada: log berakhir di %2. Pesan itu ditampilkan begitu ditulis.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Membaca…</translation>
    </message>
    <message>
        <source>Asking the broker where the log begins and ends.</source>
        <translation>Menanyakan kepada broker di mana log dimulai dan berakhir.</translation>
    </message>
    <message>
        <source>No message matches</source>
        <translation>Tidak ada pesan yang cocok</translation>
    </message>
    <message>
        <source>Nothing was set aside</source>
        <translation>Tidak ada yang disisihkan</translation>
    </message>
    <message>
        <source>Records that a stage cannot process go to this topic instead of being lost. So far every record could be processed.</source>
        <translation>Record yang tidak dapat diolah masuk ke topic ini, bukan hilang. Sejauh ini semua record dapat diolah.</translation>
    </message>
    <message>
        <source>No messages here</source>
        <translation>Tidak ada pesan di sini</translation>
    </message>
    <message>
        <source>Nothing has been written from this place on. New messages appear as they come.</source>
        <translation>Belum ada yang ditulis mulai dari tempat ini. Pesan baru muncul begitu tiba.</translation>
    </message>
    <message>
        <source>Produce</source>
        <translation>Kirim</translation>
    </message>
    <message>
        <source>Write a message into this topic by hand</source>
        <translation>Tulis sendiri sebuah pesan ke topic ini</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Pesan</translation>
    </message>
    <message>
        <source>tombstone: a key without a value</source>
        <translation>tombstone: key tanpa value</translation>
    </message>
    <message>
        <source>no longer in the log (retention)</source>
        <translation>sudah tidak ada di log (retention)</translation>
    </message>
    <message>
        <source>When the message was made, by its own timestamp. Click to turn the order around.</source>
        <translation>Kapan pesan dibuat, menurut timestamp-nya sendiri. Klik untuk membalik urutan.</translation>
    </message>
    <message>
        <source>The partition of the topic. Only within one partition is the order certain.</source>
        <translation>Partition dari topic. Urutan hanya pasti di dalam satu partition.</translation>
    </message>
    <message>
        <source>The message&apos;s number in its partition. It never changes and is never used again.</source>
        <translation>Nomor pesan di partition-nya. Tidak pernah berubah dan tidak pernah dipakai lagi.</translation>
    </message>
    <message>
        <source>Messages with the same key go to the same partition, so they keep their order.</source>
        <translation>Pesan dengan key yang sama masuk ke partition yang sama, sehingga tetap berurutan.</translation>
    </message>
    <message>
        <source>How many headers the message carries.</source>
        <translation>Jumlah header yang dibawa pesan.</translation>
    </message>
    <message>
        <source>Bytes of key and value.</source>
        <translation>Jumlah byte key dan value.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Waktu</translation>
    </message>
    <message>
        <source>Part.</source>
        <translation>Part.</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Hdr</source>
        <translation>Hdr</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Ukuran</translation>
    </message>
    <message>
        <source>A valid order</source>
        <translation>Pesanan yang sah</translation>
    </message>
    <message>
        <source>A valid student activity</source>
        <translation>Kegiatan mahasiswa yang sah</translation>
    </message>
    <message>
        <source>An order with an unknown unit</source>
        <translation>Pesanan dengan satuan yang tidak dikenal</translation>
    </message>
    <message>
        <source>An order without its number</source>
        <translation>Pesanan tanpa nomor</translation>
    </message>
    <message>
        <source>JSON that ends too early</source>
        <translation>JSON yang terpotong</translation>
    </message>
    <message>
        <source>Text that is no JSON</source>
        <translation>Teks yang bukan JSON</translation>
    </message>
    <message>
        <source>A tombstone</source>
        <translation>Tombstone</translation>
    </message>
    <message>
        <source>An order without a key</source>
        <translation>Pesanan tanpa key</translation>
    </message>
    <message>
        <source>It passes the transform and becomes a row of the warehouse.</source>
        <translation>Lolos dari transform dan menjadi baris di warehouse.</translation>
    </message>
    <message>
        <source>It becomes a row of the warehouse when the pipeline runs activities.</source>
        <translation>Menjadi baris di warehouse jika pipeline mengolah kegiatan.</translation>
    </message>
    <message>
        <source>No rule knows this unit: the transform puts it among the dead letters.</source>
        <translation>Tidak ada aturan yang mengenal satuan ini: transform memasukkannya ke dead letter.</translation>
    </message>
    <message>
        <source>The broker takes it, since to it a value is only bytes. The transform puts it among the dead letters.</source>
        <translation>Broker menerimanya, karena baginya value hanyalah byte. Transform memasukkannya ke dead letter.</translation>
    </message>
    <message>
        <source>A key without a value. Where a topic is compacted it deletes the key.</source>
        <translation>Key tanpa value. Pada topic yang di-compact, pesan ini menghapus key tersebut.</translation>
    </message>
    <message>
        <source>Any partition may get it, so the order among such messages is not kept.</source>
        <translation>Dapat masuk ke partition mana pun, sehingga urutan antarpesan seperti ini tidak terjaga.</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>dead letter</translation>
    </message>
    <message>
        <source>It could not be processed and lies in the dead-letter topic.</source>
        <translation>Tidak dapat diolah dan kini ada di topic dead letter.</translation>
    </message>
    <message>
        <source>filtered</source>
        <translation>tersaring</translation>
    </message>
    <message>
        <source>A rule left it out on purpose; it lies in the filtered topic.</source>
        <translation>Sengaja dikeluarkan oleh sebuah aturan; kini ada di topic filtered.</translation>
    </message>
    <message>
        <source>superseded</source>
        <translation>tergantikan</translation>
    </message>
    <message>
        <source>The warehouse already had a newer version of it.</source>
        <translation>Warehouse sudah mempunyai versi yang lebih baru.</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>duplikat</translation>
    </message>
    <message>
        <source>The warehouse already had exactly this event.</source>
        <translation>Warehouse sudah mempunyai event yang persis sama.</translation>
    </message>
    <message>
        <source>in warehouse</source>
        <translation>di warehouse</translation>
    </message>
    <message>
        <source>Its row is in the warehouse, with this offset.</source>
        <translation>Barisnya sudah ada di warehouse, beserta offset ini.</translation>
    </message>
    <message>
        <source>transformed</source>
        <translation>ditransform</translation>
    </message>
    <message>
        <source>The transform has written what came of it and committed.</source>
        <translation>Transform sudah menulis hasilnya dan melakukan commit.</translation>
    </message>
    <message>
        <source>in work</source>
        <translation>sedang diolah</translation>
    </message>
    <message>
        <source>A consumer has taken it and not committed it yet.</source>
        <translation>Sudah diambil consumer, tetapi belum di-commit.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>No consumer has processed it yet: it is part of the lag.</source>
        <translation>Belum diolah consumer mana pun: termasuk dalam lag.</translation>
    </message>
    <message>
        <source>A copy of the message that was shown. It becomes another message, at the end of the log.</source>
        <translation>Salinan dari pesan yang ditampilkan. Ia menjadi pesan lain, di ujung log.</translation>
    </message>
    <message>
        <source>by the key</source>
        <translation>menurut key</translation>
    </message>
    <message>
        <source>Write each header on a line of its own, as name=value.</source>
        <translation>Tulis setiap header pada barisnya sendiri, dalam bentuk nama=value.</translation>
    </message>
    <message>
        <source>Without a value it is a tombstone.</source>
        <translation>Tanpa value, pesan ini adalah tombstone.</translation>
    </message>
    <message>
        <source>The value is no valid JSON. The broker takes it all the same.</source>
        <translation>Value bukan JSON yang sah. Broker tetap menerimanya.</translation>
    </message>
    <message>
        <source>Its key leads to P%1.</source>
        <translation>Key-nya mengarah ke P%1.</translation>
    </message>
    <message>
        <source>Written: %1, partition %2, offset %3.</source>
        <translation>Tertulis: %1, partition %2, offset %3.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>The message was not written. What you typed is still here: try again when the broker answers.</source>
        <translation>Pesan belum tertulis. Yang Anda ketik masih ada di sini: coba lagi setelah broker menjawab.</translation>
    </message>
    <message>
        <source>Produce a message</source>
        <translation>Kirim pesan</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Mulai dari</translation>
    </message>
    <message>
        <source>A template…</source>
        <translation>Sebuah templat…</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>with a key</source>
        <translation>dengan key</translation>
    </message>
    <message>
        <source>Headers, one a line: name=value</source>
        <translation>Header, satu per baris: nama=value</translation>
    </message>
    <message>
        <source>with a value</source>
        <translation>dengan value</translation>
    </message>
    <message>
        <source>From offset</source>
        <translation>Mulai offset</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Mulai</translation>
    </message>
    <message>
        <source>Partition %1: the log keeps the offsets from %2 up to its end at %3.</source>
        <translation>Partition %1: log menyimpan offset mulai %2 sampai ujungnya di %3.</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Awal</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Read from</source>
        <translation>Baca mulai</translation>
    </message>
    <message>
        <source>Where reading begins. It joins no consumer group and commits nothing.</source>
        <translation>Dari mana pembacaan dimulai. Tidak ikut consumer group mana pun dan tidak melakukan commit.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Semua</translation>
    </message>
    <message>
        <source>Read all partitions</source>
        <translation>Baca semua partition</translation>
    </message>
    <message>
        <source>Value contains</source>
        <translation>Value berisi</translation>
    </message>
    <message>
        <source>Key contains</source>
        <translation>Key berisi</translation>
    </message>
    <message>
        <source>Header=value</source>
        <translation>Header=value</translation>
    </message>
    <message>
        <source>From time</source>
        <translation>Mulai waktu</translation>
    </message>
    <message>
        <source>nothing read yet</source>
        <translation>belum ada yang dibaca</translation>
    </message>
    <message>
        <source>Messages over time</source>
        <translation>Pesan menurut waktu</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>CDC</source>
        <translation>CDC</translation>
    </message>
    <message>
        <source>Dead letter</source>
        <translation>Dead letter</translation>
    </message>
    <message>
        <source>Other topics</source>
        <translation>Topic lain</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>kosong</translation>
    </message>
    <message>
        <source>%1: nothing</source>
        <translation>%1: kosong</translation>
    </message>
    <message>
        <source>Offset %1 is not in the log, which keeps %2.</source>
        <translation>Offset %1 tidak ada di log. Log menyimpan offset %2.</translation>
    </message>
    <message>
        <source>What was before has been taken by retention: shown instead is the log from its oldest message on.</source>
        <translation>Yang lebih lama sudah dihapus retention; yang ditampilkan adalah log mulai dari pesan tertua.</translation>
    </message>
    <message>
        <source>It has not been written yet: shown instead are the newest %1 messages and those that come.</source>
        <translation>Offset itu belum ditulis; yang ditampilkan adalah %1 pesan terbaru dan yang datang berikutnya.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Jejak</translation>
    </message>
    <message>
        <source>No message has the field %1</source>
        <translation>Tidak ada pesan yang punya field %1</translation>
    </message>
    <message>
        <source>The most telling fields of the payload first; with a filter, the place where it matches. Select the message to see all of it.</source>
        <translation>Field payload yang paling bermakna lebih dulu; bila ada filter, bagian yang cocok. Pilih pesannya untuk melihat seluruhnya.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>tidak diketahui</translation>
    </message>
    <message>
        <source>Text, or customer.city = Bandung</source>
        <translation>Teks, atau customer.city = Bandung</translation>
    </message>
    <message>
        <source>Messages read: %1; none has it. What is there: %2.</source>
        <translation>Dibaca %1 pesan; tidak ada yang memilikinya. Yang ada: %2.</translation>
    </message>
    <message>
        <source>By command line</source>
        <translation>Lewat baris perintah</translation>
    </message>
    <message>
        <source>Its row is in the warehouse, with the offset %1 of %2.</source>
        <translation>Barisnya ada di warehouse, dengan offset %1 dari %2.</translation>
    </message>
    <message>
        <source>source</source>
        <translation>sumber</translation>
    </message>
    <message>
        <source>transform</source>
        <translation>transform</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Not looked for yet</source>
        <translation>Belum dicari</translation>
    </message>
    <message>
        <source>As soon as the condition can be understood, it is looked for.</source>
        <translation>Begitu syaratnya dapat dipahami, pencarian dimulai.</translation>
    </message>
    <message>
        <source>No stage reads this topic: it stays there and becomes no row of the warehouse.</source>
        <translation>Tidak ada tahap yang membaca topic ini: pesan tetap di sana dan tidak menjadi baris di warehouse.</translation>
    </message>
    <message>
        <source>The transform has other rules for this topic: it puts this among the dead letters.</source>
        <translation>Untuk topic ini transform memakai aturan lain: pesan ini menjadi dead letter.</translation>
    </message>
    <message>
        <source>The loader reads this topic and expects what the transform writes: it puts this among the dead letters.</source>
        <translation>Topic ini dibaca loader, yang mengharapkan hasil transform: pesan ini menjadi dead letter.</translation>
    </message>
    <message>
        <source>The bridge reads this topic and expects change events of the database: it puts this among the dead letters.</source>
        <translation>Topic ini dibaca bridge, yang mengharapkan perubahan baris dari database: pesan ini menjadi dead letter.</translation>
    </message>
    <message>
        <source>The source reads this topic and copies it into the raw one.</source>
        <translation>Topic ini dibaca sumber, yang menyalinnya ke topic mentah.</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>jendela ini</translation>
    </message>
    <message>
        <source>A copy of the message that was put aside, for the topic that it came from. Mend it here: as it is, it will be refused again.</source>
        <translation>Salinan pesan yang disisihkan, untuk topic asalnya. Perbaiki di sini: bila tetap seperti ini, pesan akan ditolak lagi.</translation>
    </message>
    <message>
        <source>no longer listed: the oldest %1</source>
        <translation>%1 yang terlama tidak lagi ada di daftar</translation>
    </message>
    <message>
        <source>Messages read: %1; none has all that is asked for. New ones are tested as they come.</source>
        <translation>%1 pesan sudah dibaca dan tidak satu pun memenuhi semua syarat. Pesan baru diuji begitu tiba.</translation>
    </message>
    <message>
        <source>The value is valid JSON, %1.</source>
        <translation>Value adalah JSON yang sah, %1.</translation>
    </message>
    <message>
        <source>%1: messages read: %2, matching: %3
The height grows with the logarithm.</source>
        <translation>%1: %2 pesan dibaca, %3 cocok
Tinggi batang mengikuti logaritma.</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 pesan</translation>
    </message>
    <message>
        <source>%1: messages written: %2, of which the log still keeps %3 (retention).</source>
        <translation>%1: %2 pesan sudah ditulis, log masih menyimpan %3 di antaranya (retention).</translation>
    </message>
    <message>
        <source>%1 offsets</source>
        <translation>%1 offset</translation>
    </message>
    <message>
        <source>%1: offsets given: %2, of which the log still keeps %3 (retention).</source>
        <translation>%1: %2 offset sudah terpakai, log masih menyimpan %3 di antaranya (retention).</translation>
    </message>
    <message>
        <source>This is another cluster, where offset %1 is another message: shown are the newest messages.</source>
        <translation>Ini cluster lain; offset %1 di sini adalah pesan lain, jadi yang ditampilkan pesan-pesan terbaru.</translation>
    </message>
    <message>
        <source>%1 is not among what the filter leaves.</source>
        <translation>%1 tidak lolos filter.</translation>
    </message>
    <message>
        <source>%1 is no message that could be shown: a marker of a transaction, a record of one that was given up, or one that compaction has taken.</source>
        <translation>%1 bukan pesan yang dapat ditampilkan: penanda transaksi, record dari transaksi yang dibatalkan, atau record yang sudah dihapus compaction.</translation>
    </message>
    <message>
        <source>Look at the topic: partitions, settings, who reads it</source>
        <translation>Lihat topic ini: partition, pengaturan, pembacanya</translation>
    </message>
    <message>
        <source>New topic…</source>
        <translation>Topic baru…</translation>
    </message>
    <message>
        <source>empty: as the cluster has it</source>
        <translation>kosong: sesuai bawaan cluster</translation>
    </message>
    <message>
        <source>There is a topic of this name already.</source>
        <translation>Topic dengan nama ini sudah ada.</translation>
    </message>
    <message>
        <source>The topic is made…</source>
        <translation>Topic sedang dibuat…</translation>
    </message>
    <message>
        <source>Make the topic</source>
        <translation>Buat topic</translation>
    </message>
    <message>
        <source>as the cluster has it</source>
        <translation>sesuai bawaan cluster</translation>
    </message>
    <message>
        <source>New topic</source>
        <translation>Topic baru</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>Partition</translation>
    </message>
    <message>
        <source>Replicas of each partition</source>
        <translation>Replika setiap partition</translation>
    </message>
    <message>
        <source>Each one lies on a broker of its own.</source>
        <translation>Masing-masing berada di broker tersendiri.</translation>
    </message>
    <message>
        <source>The embedded broker knows no settings and keeps 5 MiB of each partition. The topic lasts as long as this broker does.</source>
        <translation>Broker tertanam tidak mengenal pengaturan dan menyimpan 5 MiB per partition. Topic ini ada selama broker ini hidup.</translation>
    </message>
    <message>
        <source>What arrived last is at the top, as the messages&apos; own times are far from now; the list follows.</source>
        <translation>Yang terakhir tiba ada di atas, karena waktu pada pesan jauh dari waktu sekarang; daftar mengikuti.</translation>
    </message>
    <message>
        <source>processed earlier</source>
        <translation>sudah diproses</translation>
    </message>
    <message>
        <source>The group has committed past it: another run or another program has processed it. What became of it is not known here.</source>
        <translation>Group sudah melakukan commit melewatinya: sudah diproses oleh jalannya pipeline yang lain atau program lain. Hasilnya tidak diketahui di sini.</translation>
    </message>
    <message>
        <source>Nothing was filtered out</source>
        <translation>Tidak ada yang tersaring</translation>
    </message>
    <message>
        <source>Records that the transform leaves out on purpose go to this topic. So far it has left out none.</source>
        <translation>Record yang sengaja tidak diteruskan oleh transform masuk ke topic ini. Sejauh ini belum ada.</translation>
    </message>
    <message>
        <source>Written by a real producer, acknowledged by all replicas in sync</source>
        <translation>Ditulis producer sungguhan, dikonfirmasi semua replika in-sync</translation>
    </message>
    <message>
        <source>Written by a real producer; this broker does not replicate</source>
        <translation>Ditulis producer sungguhan; broker ini tidak mereplikasi</translation>
    </message>
    <message>
        <source>Filtered out</source>
        <translation>Tersaring</translation>
    </message>
    <message>
        <source>Held while a message is selected.</source>
        <translation>Ditahan selama ada pesan terpilih.</translation>
    </message>
    <message>
        <source>Held while you look further down.</source>
        <translation>Ditahan selama Anda menggulir ke bawah.</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Baris perintah</translation>
    </message>
    <message>
        <source>campus database</source>
        <translation>database kampus</translation>
    </message>
    <message>
        <source>bridge</source>
        <translation>bridge</translation>
    </message>
    <message>
        <source>known before, or overtaken</source>
        <translation>sudah diketahui atau tersusul</translation>
    </message>
    <message>
        <source>it makes no record of it</source>
        <translation>tidak dijadikan record</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>tidak ditemukan</translation>
    </message>
    <message>
        <source>A text that the value contains, in upper or lower case, or a condition on one of its fields:
customer.city = Bandung
items[0].qty &gt; 2
items[*].name ~ buku (contains)
Comparisons: = != &gt; &gt;= &lt; &lt;= ~; only ~ takes upper and lower case for the same.
In quotes it is always a text.</source>
        <translation>Teks yang ada di dalam value, huruf besar atau kecil sama saja, atau syarat untuk salah satu field-nya:
customer.city = Bandung
items[0].qty &gt; 2
items[*].name ~ buku (memuat)
Perbandingan: = != &gt; &gt;= &lt; &lt;= ~; hanya ~ yang menyamakan huruf besar dan kecil.
Di dalam tanda kutip selalu dibaca sebagai teks.</translation>
    </message>
    <message>
        <source>A text that the key contains, in upper or lower case.</source>
        <translation>Teks yang ada di dalam key; huruf besar atau kecil sama saja.</translation>
    </message>
    <message>
        <source>A header&apos;s name, or name=value: source=csv. Only messages that have it are kept.
In the value upper and lower case are the same; the name is written as the message has it.</source>
        <translation>Nama header, atau nama=value: source=csv. Hanya pesan yang memilikinya yang ditampilkan.
Di dalam value huruf besar dan kecil sama saja; namanya ditulis seperti di pesannya.</translation>
    </message>
    <message>
        <source>logarithmic scale · highest bar: %1</source>
        <translation>skala logaritmik · batang tertinggi: %1</translation>
    </message>
    <message>
        <source>The arrow keys go to earlier and later messages. The height of a bar grows with the logarithm of its messages.</source>
        <translation>Tombol panah menuju pesan yang lebih awal atau lebih baru. Tinggi batang mengikuti logaritma jumlah pesannya.</translation>
    </message>
    <message>
        <source>The bridge reads over it: Maxwell tells a deletion by an event with a value, not by a tombstone.</source>
        <translation>Bridge melewatinya: Maxwell memberitakan penghapusan dengan event yang punya value, bukan dengan tombstone.</translation>
    </message>
</context>
<context>
    <name>pipeline</name>
    <message>
        <source>Not every stage has come to rest in time, so stepping cannot begin. The pipeline is as it was; try again.</source>
        <translation>Belum semua tahap berhenti tepat waktu, sehingga langkah demi langkah belum dapat dimulai. Pipeline tetap seperti semula; coba lagi.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no crash point. Write one of these, with @N for the N-th record: %2.</source>
        <translation>&quot;%1&quot; bukan titik crash. Tulis salah satu dari ini, dengan @N untuk record ke-N: %2.</translation>
    </message>
    <message>
        <source>The check could not read all outputs to their end in time, so the result is not verified.</source>
        <translation>Pemeriksaan tidak sempat membaca semua keluaran sampai akhir, jadi hasilnya belum terbukti.</translation>
    </message>
    <message>
        <source>The step was not done in time: the broker is down, the group is rebalancing or no member owns the partition. Nothing was lost; step again.</source>
        <translation>Langkah tidak selesai tepat waktu: broker mati, group sedang rebalance, atau tidak ada anggota yang memegang partition itu. Tidak ada yang hilang; ulangi langkahnya.</translation>
    </message>
    <message>
        <source>The record did not arrive in ten seconds. Is its broker down?</source>
        <translation>Record tidak tiba dalam sepuluh detik. Apakah broker-nya mati?</translation>
    </message>
    <message>
        <source>Nothing has moved for a long time, so the run was ended. What arrived is kept; the report names what is missing.</source>
        <translation>Sudah lama tidak ada yang bergerak, jadi pipeline dihentikan. Yang sudah tiba tetap tersimpan; laporan menyebutkan apa yang kurang.</translation>
    </message>
    <message>
        <source>Stepping has not begun: the pipeline is stopping.</source>
        <translation>Langkah belum dimulai: pipeline sedang berhenti.</translation>
    </message>
    <message>
        <source>The warehouse is closed (an injected fault). Nothing was written; it is tried again until the fault ends.</source>
        <translation>Warehouse ditutup (gangguan yang disengaja). Tidak ada yang ditulis; dicoba lagi sampai gangguan berakhir.</translation>
    </message>
    <message>
        <source>The step was given up: the pipeline is stopping. Nothing was lost.</source>
        <translation>Langkah dibatalkan: pipeline sedang berhenti. Tidak ada yang hilang.</translation>
    </message>
    <message>
        <source>The stage was to end before the broker had answered.</source>
        <translation>Tahap harus berakhir sebelum broker menjawab.</translation>
    </message>
    <message>
        <source>A member still waits for an answer of the broker or the database. Nothing was lost; step again.</source>
        <translation>Salah satu anggota masih menunggu jawaban broker atau basis data. Tidak ada yang hilang; ulangi langkahnya.</translation>
    </message>
    <message>
        <source>No record under way is there: it has arrived already, or it was not acknowledged yet. Choose one that still waits in a topic.</source>
        <translation>Di sana tidak ada record yang sedang berjalan: record itu sudah sampai, atau belum dikonfirmasi broker. Pilih record yang masih menunggu di sebuah topic.</translation>
    </message>
    <message>
        <source>The journal knows no record with this correlation id.</source>
        <translation>Jurnal tidak mengenal record dengan correlation id ini.</translation>
    </message>
    <message>
        <source>This member no longer owns the partition: the group has rebalanced. Try again.</source>
        <translation>Anggota ini tidak lagi memegang partition tersebut: group sudah rebalance. Coba lagi.</translation>
    </message>
    <message>
        <source>This member stands at another offset of the partition: the group has rebalanced or was reset. Step again.</source>
        <translation>Anggota ini berada pada offset lain di partition tersebut: group sudah rebalance atau di-reset. Ulangi langkahnya.</translation>
    </message>
    <message>
        <source>Not verified: the run did not come to its end.</source>
        <translation>Tidak terbukti: proses tidak berjalan sampai selesai.</translation>
    </message>
    <message>
        <source>Not verified: not every record that the source gave was acknowledged.</source>
        <translation>Tidak terbukti: tidak semua record dari sumber dikonfirmasi broker.</translation>
    </message>
    <message>
        <source>Not verified: %1 lost, %2 doubled.</source>
        <translation>Tidak terbukti: %1 hilang, %2 ganda.</translation>
    </message>
    <message>
        <source>Not verified: of %1 raw record(s) there is more than one outcome, for example a row in the warehouse and a dead letter.</source>
        <translation>Tidak terbukti: %1 record mentah punya lebih dari satu hasil akhir, misalnya satu baris di warehouse dan satu dead letter.</translation>
    </message>
    <message>
        <source>Not verified: what the warehouse says it has loaded is not what lies in the enriched topics. Somebody else has changed one of them.</source>
        <translation>Tidak terbukti: yang dicatat warehouse sebagai termuat tidak sama dengan isi topic enriched. Ada pihak lain yang mengubah salah satunya.</translation>
    </message>
    <message>
        <source>Not verified: the counts do not add up.</source>
        <translation>Tidak terbukti: hitungannya tidak cocok.</translation>
    </message>
    <message>
        <source>%1: goes on.</source>
        <translation>%1: berjalan lagi.</translation>
    </message>
    <message>
        <source>More errors than are listed.</source>
        <translation>Kesalahan lain yang tidak dicantumkan.</translation>
    </message>
    <message>
        <source>The broker or the database did not answer in time, so the end came without the last acknowledgements. What is in the warehouse is whole.</source>
        <translation>Broker atau basis data tidak menjawab tepat waktu, jadi diakhiri tanpa konfirmasi terakhir. Isi warehouse tetap utuh.</translation>
    </message>
    <message>
        <source>There has been no answer for ten seconds. What arrived is kept; it is asked again and again.</source>
        <translation>Sudah sepuluh detik tidak ada jawaban. Yang sudah sampai tetap tersimpan; pertanyaan terus diulang.</translation>
    </message>
    <message>
        <source>Not verified: %1 bad lines of the file were set aside, but %2 lie in the dead letters.</source>
        <translation>Tidak terbukti: %1 baris rusak dari berkas disisihkan, tetapi %2 yang ada di dead letter.</translation>
    </message>
    <message>
        <source>Not every record was acknowledged by the broker, so some of them may be missing in the raw topic. Start the source again: what arrived twice is recognised.</source>
        <translation>Tidak semua record dikonfirmasi oleh broker, jadi sebagian mungkin tidak ada di topic mentah. Jalankan sumber sekali lagi: yang sampai dua kali akan dikenali.</translation>
    </message>
    <message>
        <source>The broker or the database is away, so this worker ended before its work was done. What it has not committed is read again at the next start.</source>
        <translation>Broker atau basis data tidak tersedia, jadi worker ini berakhir sebelum pekerjaannya selesai. Yang belum di-commit akan dibaca lagi saat dijalankan berikutnya.</translation>
    </message>
    <message>
        <source>Not every offset was reset; the group goes on, and what has failed may be tried again. %1</source>
        <translation>Tidak semua offset berhasil di-reset; group tetap berjalan, dan yang gagal dapat dicoba lagi. %1</translation>
    </message>
    <message>
        <source>No offset was reset; the group goes on where it was. %1</source>
        <translation>Tidak ada offset yang di-reset; group melanjutkan dari posisinya semula. %1</translation>
    </message>
    <message>
        <source>What the record asks for cannot be reached. The record waits, and nothing was sent; step again.</source>
        <translation>Yang dibutuhkan record ini tidak dapat dijangkau. Record menunggu dan tidak ada yang dikirim; langkahkan sekali lagi.</translation>
    </message>
    <message>
        <source>Run it again: that starts a fresh broker.</source>
        <translation>Jalankan lagi: broker yang baru akan dimulai.</translation>
    </message>
    <message>
        <source>Transactions need a real Kafka: the embedded broker shows records of aborted transactions to everybody. Use --env local, or --semantics effectively-once, whose effect in the warehouse is the same.</source>
        <translation>Transaksi memerlukan Kafka sungguhan: broker tertanam memperlihatkan record dari transaksi yang dibatalkan kepada semua pembaca. Pakai --env local, atau --semantics effectively-once, yang hasilnya di warehouse sama.</translation>
    </message>
    <message>
        <source>Another transform has taken over this one&apos;s transactional id, so this one ends. What it had not committed is worked by the other. Give each worker a --slot of its own.</source>
        <translation>Transform lain telah mengambil alih transactional id milik transform ini, jadi yang ini berhenti. Yang belum di-commit dikerjakan oleh yang lain. Berikan --slot tersendiri kepada setiap worker.</translation>
    </message>
    <message>
        <source>The partitions were handed over before the transaction was committed. It is aborted, and whoever has the partitions makes its records again.</source>
        <translation>Partition sudah diserahkan sebelum transaksinya di-commit. Transaksi dibatalkan, dan pemegang partition yang baru membuat record-nya lagi.</translation>
    </message>
    <message>
        <source>The broker has not said whether it has committed the transaction. It is asked again, and until then nothing of it is counted.</source>
        <translation>Broker belum menyatakan apakah transaksi itu sudah di-commit. Broker ditanya lagi, dan sampai jelas tidak satu pun isinya dihitung.</translation>
    </message>
    <message>
        <source>Not verified: %1</source>
        <translation>Tidak terverifikasi: %1</translation>
    </message>
    <message>
        <source>Not verified: rows of the campus database whose latest change is not in the raw topics: %1.</source>
        <translation>Tidak terverifikasi: baris basis data kampus yang perubahan terakhirnya tidak ada di topic raw: %1.</translation>
    </message>
    <message>
        <source>The offset that somebody has committed for the group is not followed; the stored one counts.</source>
        <translation>Offset yang di-commit pihak lain untuk group ini tidak diikuti; yang berlaku adalah offset yang tersimpan.</translation>
    </message>
    <message>
        <source>Records came that are stored already. They were left out; reading begins anew at the stored offset.</source>
        <translation>Ada record yang sudah tersimpan datang lagi. Record itu dilewati; pembacaan dimulai lagi dari offset yang tersimpan.</translation>
    </message>
    <message>
        <source>The group has rebalanced while dead letters were sent. Nothing was written; whoever has the partition now works its records.</source>
        <translation>Terjadi rebalance saat dead letter dikirim. Tidak ada yang ditulis; anggota yang kini memegang partition itu yang mengolah record-nya.</translation>
    </message>
    <message>
        <source>The stage has crashed inside its transaction, as it was asked to. Nothing of it was kept; it starts again by itself.</source>
        <translation>Tahap ini crash di tengah transaksinya, sesuai permintaan. Tidak ada yang disimpan; tahap ini mulai lagi sendiri.</translation>
    </message>
    <message>
        <source>Not verified: of the enriched records %1 are missing in the lakehouse, and %2 stand in it twice.</source>
        <translation>Tidak terbukti: dari record enriched, %1 tidak ada di lakehouse, dan %2 tercatat dua kali.</translation>
    </message>
    <message>
        <source>Not verified: the replica olap_%1 is not what the campus database has: %2 rows are missing, %3 are too many, %4 are different, for example those with the key %5.</source>
        <translation>Tidak terbukti: replika olap_%1 tidak sama dengan basis data kampus: %2 baris hilang, %3 berlebih, %4 berbeda, misalnya yang berkunci %5.</translation>
    </message>
    <message>
        <source>%1: somebody has set the group&apos;s offset of %2 to %3; it is read from there.</source>
        <translation>%1: ada yang memindahkan offset group di %2 ke %3; pembacaan dilanjutkan dari sana.</translation>
    </message>
    <message>
        <source>Nobody leads this partition, so nobody can read it. It waits until it has a leader; the others are read.</source>
        <translation>Partition ini tidak punya leader, jadi tidak dapat dibaca siapa pun. Ia menunggu sampai punya leader; partition lain tetap dibaca.</translation>
    </message>
    <message>
        <source>The topic was deleted and made anew: the record that was read last is not in this log. The partition is read from its beginning. What is stored already is recognised; what the old topic held and nobody had read is gone.</source>
        <translation>Topic ini telah dihapus dan dibuat ulang: record yang terakhir dibaca tidak ada di log ini. Partition dibaca dari awal. Yang sudah tersimpan dikenali lagi; isi topic lama yang belum sempat dibaca sudah tidak ada.</translation>
    </message>
    <message>
        <source>The group&apos;s commits are gone, and nothing shows that this is still the log that was read: the topic may have been made anew. The partition is read from its beginning, so that nothing is left out; what is stored already is recognised.</source>
        <translation>Commit group sudah tidak ada, dan tidak ada bukti bahwa ini masih log yang dibaca dulu: topic mungkin telah dibuat ulang. Partition dibaca dari awal supaya tidak ada yang terlewat; yang sudah tersimpan dikenali lagi.</translation>
    </message>
    <message>
        <source>The topic %1 was there already and deletes what is older than %2 hours. Sample orders may be dated further back, and Kafka may then delete them before anybody has read them. Keep them with: kafka-configs.sh --alter --topic %1 --add-config retention.ms=-1</source>
        <translation>Topic %1 sudah ada sebelumnya dan menghapus record yang lebih tua dari %2 jam. Pesanan contoh bisa bertanggal lebih lama dari itu, sehingga Kafka mungkin menghapusnya sebelum sempat dibaca. Cegah dengan: kafka-configs.sh --alter --topic %1 --add-config retention.ms=-1</translation>
    </message>
    <message>
        <source>Not verified: Parquet files of the lakehouse that are missing, damaged or not in step with its manifest: %1, for example %2.</source>
        <translation>Tidak terbukti: berkas Parquet lakehouse yang hilang, rusak, atau tidak sesuai dengan manifest: %1, misalnya %2.</translation>
    </message>
    <message>
        <source>%1: waits for partitions of the group %2. A member that is gone without a word keeps its own until its session time-out is over (45 seconds with most programs); then the group goes on.</source>
        <translation>%1: menunggu partition dari group %2. Anggota yang hilang tanpa pamit masih memegang partition-nya sampai batas waktu sesinya habis (pada kebanyakan program 45 detik); setelah itu group berjalan lagi.</translation>
    </message>
    <message>
        <source>The campus&apos;s changes are not acknowledged yet. They are kept in its log and sent again; step again.</source>
        <translation>Perubahan kampus belum di-acknowledge. Perubahan itu tersimpan di log-nya dan dikirim lagi; ulangi langkahnya.</translation>
    </message>
    <message>
        <source>No member has this partition yet; the others are stepped.</source>
        <translation>Belum ada anggota yang memegang partition ini; partition lain yang maju.</translation>
    </message>
    <message>
        <source>The group has no member: add one. The other stages are stepped.</source>
        <translation>Group tidak punya anggota: tambah satu. Tahap lain tetap maju.</translation>
    </message>
    <message>
        <source>%1 record(s) were deleted by retention before the group had read them. Reading goes on at the first kept one.</source>
        <translation>%1 record dihapus oleh retention sebelum sempat dibaca group. Pembacaan dilanjutkan dari record pertama yang masih ada.</translation>
    </message>
    <message>
        <source>Not verified: acknowledged records still wait in the topics (%1). They are not lost: the offsets are committed, and another run on the same cluster goes on with them. Only a broker that ends with this run takes them with it.</source>
        <translation>Belum terverifikasi: masih ada record yang sudah di-acknowledge dan menunggu di topic (%1). Record itu tidak hilang: offset-nya sudah di-commit, dan run berikutnya di cluster yang sama melanjutkannya. Hanya broker yang berakhir bersama run ini yang ikut membawanya pergi.</translation>
    </message>
    <message>
        <source>Interrupted: stopped in order. What had arrived is committed; there was no time to prove it.</source>
        <translation>Diinterupsi: berhenti dengan tertib. Semua yang sudah sampai sudah di-commit; tidak ada waktu lagi untuk membuktikannya.</translation>
    </message>
    <message>
        <source>The embedded broker has not all topics that are needed here, and no other program can make them there: %1. Nothing was sent; start it with them: pelatihan-kafka broker --topics %2</source>
        <translation>Di broker embedded tidak ada semua topic yang diperlukan di sini, dan program lain tidak dapat membuatnya di sana: %1. Tidak ada yang dikirim; jalankan broker dengan topic itu: pelatihan-kafka broker --topics %2</translation>
    </message>
    <message>
        <source>The group reads for the first time, and the log begins at offset %1 only: what was in front of it had been deleted before. It is not counted as lost.</source>
        <translation>Group ini membaca untuk pertama kali, dan log baru mulai di offset %1: yang ada sebelumnya sudah dihapus lebih dulu. Itu tidak dihitung sebagai hilang.</translation>
    </message>
    <message>
        <source>Not verified: acknowledged records had not come through when it ended (%1), and the embedded broker takes them with it: it is this run&apos;s own, and ends with it. Another run begins with topics that are empty. What is in the warehouse is whole.</source>
        <translation>Belum terverifikasi: ada record yang sudah di-acknowledge tetapi belum selesai diolah saat run berakhir (%1), dan broker embedded membawanya pergi: broker itu milik run ini sendiri dan berakhir bersamanya. Run lain mulai dengan topic yang kosong. Isi warehouse utuh.</translation>
    </message>
    <message>
        <source>The source gives records of a dataset that does not run here, and nobody would read them. Choose the dataset that the source has.</source>
        <translation>Sumber ini memberi record dari dataset yang tidak dijalankan di sini, sehingga tidak ada yang akan membacanya. Pilih dataset yang dimiliki sumber itu.</translation>
    </message>
    <message>
        <source>Not verified: %1 record(s) went to topics that this run does not read. Nobody knows what became of them.</source>
        <translation>Tidak terbukti: %1 record masuk ke topic yang tidak dibaca proses ini. Tidak diketahui apa jadinya record itu.</translation>
    </message>
    <message>
        <source>Not verified: another cluster&apos;s loader has written to this warehouse meanwhile, and whose the rows are cannot be told. By the loader&apos;s own account nothing was lost and nothing doubled. Give each cluster a warehouse of its own.</source>
        <translation>Tidak terverifikasi: loader dari cluster lain juga menulis ke warehouse ini pada saat yang sama, sehingga pemilik tiap baris tidak dapat dibedakan. Menurut catatan loader sendiri tidak ada yang hilang dan tidak ada yang ganda. Beri tiap cluster warehouse sendiri.</translation>
    </message>
    <message>
        <source>Not verified: a topic was deleted and made anew meanwhile, and %1 acknowledged record(s) have the offsets of others in its other log. What became of each of them cannot be told.</source>
        <translation>Tidak terverifikasi: sementara itu sebuah topic dihapus dan dibuat lagi, dan %1 record terkonfirmasi punya offset yang sama dengan record lain di log yang satunya. Nasib masing-masing tidak dapat dipastikan.</translation>
    </message>
    <message>
        <source>Another program keeps the warehouse locked. Nothing was written. End that program or name another warehouse.</source>
        <translation>Program lain terus mengunci warehouse. Tidak ada yang ditulis. Hentikan program itu atau sebutkan warehouse lain.</translation>
    </message>
    <message>
        <source>Not verified: %1 record(s) were sent again and acknowledged without their offset, and others have written to the same partition meanwhile. Which of its records they are cannot be told.</source>
        <translation>Tidak terverifikasi: %1 record dikirim ulang dan dikonfirmasi tanpa offset-nya, sementara pihak lain juga menulis ke partition yang sama. Record mana saja itu tidak dapat dipastikan.</translation>
    </message>
</context>
<context>
    <name>profiles</name>
    <message>
        <source>There is a profile of this name already. Choose another one.</source>
        <translation>Profil dengan nama ini sudah ada. Pilih nama lain.</translation>
    </message>
    <message>
        <source>The profile is kept, its password is not. Give it to run and worker by the environment variable PK_KAFKA_PASSWORD.</source>
        <translation>Profil tersimpan, tetapi kata sandinya tidak. Berikan kepada run dan worker lewat variabel lingkungan PK_KAFKA_PASSWORD.</translation>
    </message>
    <message>
        <source>New profile</source>
        <translation>Profil baru</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>A Kafka cluster of your own</source>
        <translation>Cluster Kafka milik Anda sendiri</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Hapus</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Hentikan tes</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Tes</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Simpan</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Pilih berkas</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nama</translation>
    </message>
    <message>
        <source>Small letters, digits, - and _. In a terminal: run --env NAME.</source>
        <translation>Huruf kecil, angka, - dan _. Di terminal: run --env NAMA.</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Prefix</translation>
    </message>
    <message>
        <source>Stands before the names of topics and groups, so that many can share a cluster.</source>
        <translation>Ditaruh di depan nama topic dan group, supaya satu cluster dapat dipakai bersama.</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokol</translation>
    </message>
    <message>
        <source>Mechanism</source>
        <translation>Mekanisme</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kata sandi</translation>
    </message>
    <message>
        <source>It is in the keychain. What you type here replaces it.</source>
        <translation>Ada di keychain. Yang Anda ketik di sini menggantikannya.</translation>
    </message>
    <message>
        <source>Never in the profile&apos;s file: it goes to the keychain, or serves for the test alone where there is none.</source>
        <translation>Tidak pernah masuk ke berkas profil: disimpan di keychain, atau hanya dipakai untuk tes bila keychain tidak ada.</translation>
    </message>
    <message>
        <source>Authority (CA)</source>
        <translation>Otoritas (CA)</translation>
    </message>
    <message>
        <source>Empty: the authorities that this system trusts.</source>
        <translation>Kosong: otoritas yang dipercaya sistem ini.</translation>
    </message>
    <message>
        <source>Certificate of this client</source>
        <translation>Sertifikat klien ini</translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Kuncinya</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>Empty: a new SQLite file each time.</source>
        <translation>Kosong: setiap kali berkas SQLite baru.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Buka…</translation>
    </message>
    <message>
        <source>Open the profile %1</source>
        <translation>Buka profil %1</translation>
    </message>
    <message>
        <source>Kafka clusters of your own</source>
        <translation>Cluster Kafka milik Anda</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Tambah…</translation>
    </message>
    <message>
        <source>None yet. A profile says where a cluster is and how one logs in; it holds no password.</source>
        <translation>Belum ada. Profil menyebut di mana cluster berada dan cara login-nya; kata sandi tidak disimpan di dalamnya.</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>baik</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gagal</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>tidak perlu</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>tidak dicoba</translation>
    </message>
    <message>
        <source>Give the profile a name.</source>
        <translation>Beri nama profil ini.</translation>
    </message>
    <message>
        <source>SASL needs a user.</source>
        <translation>SASL memerlukan user.</translation>
    </message>
    <message>
        <source>A client&apos;s certificate and its key belong together.</source>
        <translation>Sertifikat klien dan kuncinya harus disebut berdua.</translation>
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
        <source>Data folder</source>
        <translation>Folder data</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Pilih…</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>Salin jalur folder</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Buka folder</translation>
    </message>
    <message>
        <source>Warehouse and session files lie here.</source>
        <translation>Warehouse dan berkas sesi ada di sini.</translation>
    </message>
    <message>
        <source>The newest %1 session files are kept.</source>
        <translation>%1 berkas sesi terbaru disimpan.</translation>
    </message>
    <message>
        <source>From the next start on:</source>
        <translation>Sejak program dibuka berikutnya:</translation>
    </message>
</context>
<context>
    <name>sources</name>
    <message>
        <source>The campus database is not there. &quot;pelatihan-kafka kampus --database FILE --transactions 500&quot; makes one.</source>
        <translation>Database kampus tidak ada. &quot;pelatihan-kafka kampus --database FILE --transactions 500&quot; membuatnya.</translation>
    </message>
    <message>
        <source>This is not the campus&apos;s database: a table of its, or one of the columns, is missing.</source>
        <translation>Ini bukan database kampus: ada tabel atau kolomnya yang tidak ditemukan.</translation>
    </message>
    <message>
        <source>This file is a database of something else and holds no positions of sources. It was left as it is; choose another file.</source>
        <translation>File ini database untuk hal lain dan tidak berisi posisi sumber. File dibiarkan apa adanya; pilih file lain.</translation>
    </message>
    <message>
        <source>The positions were written by a newer version of this program. They were left as they are; update the program or choose another file.</source>
        <translation>Posisi ini ditulis oleh versi program yang lebih baru. File dibiarkan apa adanya; perbarui program atau pilih file lain.</translation>
    </message>
    <message>
        <source>Another program reads the same source with the same file of positions now, so this one has ended. Nothing is lost: the other one goes on from the last position.</source>
        <translation>Program lain kini membaca sumber yang sama dengan file posisi yang sama, jadi program ini berhenti. Tidak ada yang hilang: program lain itu melanjutkan dari posisi terakhir.</translation>
    </message>
    <message>
        <source>nobody listens at this address</source>
        <translation>tidak ada yang menerima koneksi di alamat ini</translation>
    </message>
    <message>
        <source>there is no machine of this name</source>
        <translation>tidak ada komputer dengan nama ini</translation>
    </message>
    <message>
        <source>it takes too long</source>
        <translation>terlalu lama</translation>
    </message>
    <message>
        <source>its TLS certificate is not trusted</source>
        <translation>sertifikat TLS-nya tidak dipercaya</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>koneksi terputus</translation>
    </message>
    <message>
        <source>The API&apos;s answer is no page of orders or activities. It must be a JSON object whose &quot;data&quot; is a list of objects, or such a list alone.</source>
        <translation>Jawaban API bukan halaman pesanan atau kegiatan. Jawaban harus berupa objek JSON yang &quot;data&quot;-nya daftar objek, atau daftar seperti itu saja.</translation>
    </message>
    <message>
        <source>The API does not answer: %1. It is asked again.</source>
        <translation>API tidak menjawab: %1. Permintaan akan diulang.</translation>
    </message>
    <message>
        <source>The API has answered with status %1; it is asked again later.</source>
        <translation>API menjawab dengan status %1; permintaan diulang nanti.</translation>
    </message>
    <message>
        <source>The API does not let us in (status %1). Put a token that it accepts into the environment variable PK_API_TOKEN.</source>
        <translation>API tidak mengizinkan masuk (status %1). Isikan token yang diterimanya ke variabel lingkungan PK_API_TOKEN.</translation>
    </message>
    <message>
        <source>The API has refused the request with status %1. Check the address and the kind of paging.</source>
        <translation>API menolak permintaan dengan status %1. Periksa alamat dan jenis halamannya.</translation>
    </message>
    <message>
        <source>There is no topic %1 to read. Check its name and the broker&apos;s address.</source>
        <translation>Tidak ada topic %1 untuk dibaca. Periksa namanya dan alamat broker.</translation>
    </message>
    <message>
        <source>The record that was read last is not in this log any more: the topic was deleted and made anew, or compacted. The partition is read from its beginning. What was sent already is recognised; what the old topic held and nobody had read is gone.</source>
        <translation>Record yang terakhir dibaca tidak ada lagi di log ini: topic telah dihapus dan dibuat ulang, atau dipadatkan (compaction). Partition dibaca dari awal. Yang sudah terkirim dikenali lagi; isi topic lama yang belum sempat dibaca sudah tidak ada.</translation>
    </message>
    <message>
        <source>%1 record(s) were deleted by retention before they were read. Reading goes on at the first kept one.</source>
        <translation>%1 record sudah dihapus oleh retention sebelum sempat dibaca. Pembacaan berlanjut di record pertama yang masih ada.</translation>
    </message>
</context>
<context>
    <name>transform</name>
    <message>
        <source>There is no step &quot;%1&quot;. Known are: %2.</source>
        <translation>Tidak ada langkah &quot;%1&quot;. Yang dikenal: %2.</translation>
    </message>
    <message>
        <source>The step &quot;parse&quot; must be the first, and there only.</source>
        <translation>Langkah &quot;parse&quot; harus yang pertama, dan hanya di situ.</translation>
    </message>
    <message>
        <source>A configuration needs steps; the first is &quot;parse&quot;.</source>
        <translation>Konfigurasi memerlukan langkah; yang pertama &quot;parse&quot;.</translation>
    </message>
    <message>
        <source>The transform configuration cannot be read: %1.</source>
        <translation>Konfigurasi transform tidak dapat dibaca: %1.</translation>
    </message>
    <message>
        <source>an operator was expected</source>
        <translation>di sini diharapkan sebuah operator</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was expected</source>
        <translation>di sini diharapkan &quot;%1&quot;</translation>
    </message>
    <message>
        <source>the expression is too deep; split it into two fields</source>
        <translation>ekspresinya terlalu dalam; bagi menjadi dua field</translation>
    </message>
    <message>
        <source>a number was expected</source>
        <translation>di sini diharapkan sebuah bilangan</translation>
    </message>
    <message>
        <source>a number, a field or a function was expected</source>
        <translation>di sini diharapkan bilangan, field, atau fungsi</translation>
    </message>
    <message>
        <source>a field is written as name.name</source>
        <translation>field ditulis sebagai nama.nama</translation>
    </message>
    <message>
        <source>sum() needs an array and a field, as in sum(items.line_total)</source>
        <translation>sum() memerlukan array dan field, seperti sum(items.line_total)</translation>
    </message>
    <message>
        <source>there is no function %1; known are sum, count, default, iku_weight</source>
        <translation>tidak ada fungsi %1; yang dikenal: sum, count, default, iku_weight</translation>
    </message>
    <message>
        <source>The bands must rise; only the last has no &quot;up_to&quot;.</source>
        <translation>Rentangnya harus menaik; hanya yang terakhir tanpa &quot;up_to&quot;.</translation>
    </message>
    <message>
        <source>The last band must have no &quot;up_to&quot;: it is for everything above.</source>
        <translation>Rentang terakhir harus tanpa &quot;up_to&quot;: rentang itu untuk semua nilai di atasnya.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no path: %2. Write it like /customer/city or /items/*/qty.</source>
        <translation>&quot;%1&quot; bukan path: %2. Tulis seperti /customer/city atau /items/*/qty.</translation>
    </message>
    <message>
        <source>This path must lead through the same array as %1.</source>
        <translation>Path ini harus melewati array yang sama dengan %1.</translation>
    </message>
    <message>
        <source>Give either &quot;set&quot; with &quot;expr&quot;, or &quot;fields&quot;.</source>
        <translation>Isikan &quot;set&quot; bersama &quot;expr&quot;, atau &quot;fields&quot; saja.</translation>
    </message>
    <message>
        <source>The expression is wrong at its character %1: %2.</source>
        <translation>Ekspresi salah pada karakter ke-%1: %2.</translation>
    </message>
    <message>
        <source>A condition looks at one field; its path may have no *.</source>
        <translation>Sebuah syarat memeriksa satu field; path-nya tidak boleh memuat *.</translation>
    </message>
    <message>
        <source>A condition needs exactly one of equals, not_equals, in, not_in, exists, less, greater.</source>
        <translation>Sebuah syarat memerlukan tepat satu dari equals, not_equals, in, not_in, exists, less, greater.</translation>
    </message>
    <message>
        <source>This path may have no *.</source>
        <translation>Path ini tidak boleh memuat *.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no path to one field.</source>
        <translation>&quot;%1&quot; bukan path ke satu field.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no path: %2.</source>
        <translation>&quot;%1&quot; bukan path: %2.</translation>
    </message>
    <message>
        <source>The zone must be an offset like +07:00.</source>
        <translation>Zona waktu harus berupa selisih seperti +07:00.</translation>
    </message>
    <message>
        <source>&quot;unique&quot; compares the elements of an array; the path needs a *.</source>
        <translation>&quot;unique&quot; membandingkan unsur-unsur array; path-nya harus memuat *.</translation>
    </message>
    <message>
        <source>A table&apos;s name has only letters, digits, _ . and -.</source>
        <translation>Nama tabel hanya boleh memuat huruf, angka, _ . dan -.</translation>
    </message>
    <message>
        <source>There is no table &quot;%1&quot;: neither %1.json beside this file nor a shipped one.</source>
        <translation>Tidak ada tabel &quot;%1&quot;: tidak ada %1.json di samping berkas ini, dan tidak ada tabel bawaan dengan nama itu.</translation>
    </message>
    <message>
        <source>The factor of a unit must be greater than 0.</source>
        <translation>Faktor satuan harus lebih besar dari 0.</translation>
    </message>
    <message>
        <source>There is no regulation &quot;%1&quot;. Known are: %2.</source>
        <translation>Tidak ada peraturan &quot;%1&quot;. Yang dikenal: %2.</translation>
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
    <message>
        <source>%1/s</source>
        <translation>%1/dtk</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 dtk</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 mnt</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Salin nilainya</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Batal</translation>
    </message>
</context>
<context>
    <name>warehouse</name>
    <message>
        <source>The warehouse belongs to delivery semantics that this program does not know. It was left as it is; update the program or choose another warehouse.</source>
        <translation>Warehouse ini memakai semantik pengiriman yang tidak dikenal program ini. Warehouse dibiarkan apa adanya; perbarui program atau pilih warehouse lain.</translation>
    </message>
    <message>
        <source>The warehouse was written by an older version of this program. It was left as it is; load into it once, which brings it up to date.</source>
        <translation>Warehouse ini ditulis oleh versi program yang lebih lama. Warehouse dibiarkan apa adanya; muat data ke dalamnya satu kali, maka warehouse itu ikut diperbarui.</translation>
    </message>
    <message>
        <source>The warehouse was written by a newer version of this program (schema %1, known here: %2). It was left as it is; update the program or choose another warehouse.</source>
        <translation>Warehouse ini ditulis oleh versi program yang lebih baru (skema %1, yang dikenal di sini: %2). Warehouse dibiarkan apa adanya; perbarui program atau pilih warehouse lain.</translation>
    </message>
    <message>
        <source>Another loader has taken over this partition, or its offset was reset. Nothing of this transaction was kept; the partition goes on where the warehouse says.</source>
        <translation>Loader lain telah mengambil alih partition ini, atau offset-nya di-reset. Tidak ada isi transaksi ini yang disimpan; partition dilanjutkan dari posisi yang tercatat di warehouse.</translation>
    </message>
    <message>
        <source>The transaction has failed or was never begun. Nothing of it was kept; roll it back and load the same records again.</source>
        <translation>Transaksi gagal atau tidak pernah dimulai. Tidak ada isinya yang disimpan; batalkan transaksi itu, lalu muat record yang sama sekali lagi.</translation>
    </message>
    <message>
        <source>The records lie before the stored offset. Nothing of this transaction was kept; the partition goes on where the warehouse says.</source>
        <translation>Record itu berada sebelum offset yang tersimpan. Tidak ada isi transaksi ini yang disimpan; partition dilanjutkan dari posisi yang dicatat warehouse.</translation>
    </message>
    <message>
        <source>The warehouse belongs to the semantics %1, not %2. It was left as it is; choose %1, switch the warehouse over, or choose another one.</source>
        <translation>Warehouse ini memakai semantik pengiriman %1, bukan %2. Warehouse dibiarkan apa adanya; pilih %1, alihkan warehouse-nya, atau pilih warehouse lain.</translation>
    </message>
    <message>
        <source>This is a database of another program, not a warehouse. It was left as it is; choose another one.</source>
        <translation>Ini basis data milik program lain, bukan warehouse. Basis data itu dibiarkan apa adanya; pilih yang lain.</translation>
    </message>
    <message>
        <source>Stored more than once: %1. Keys with older versions beside the newest: %2. Nothing was changed; remove the older rows first, then switch again.</source>
        <translation>Tersimpan lebih dari satu kali: %1. Key yang versi lamanya masih ada di samping yang terbaru: %2. Tidak ada yang diubah; hapus dulu baris yang lebih lama, lalu ganti lagi.</translation>
    </message>
    <message>
        <source>On a server it needs a second account that can only read, and the password of %1 is not in %2.</source>
        <translation>Di server diperlukan akun kedua yang hanya boleh membaca, dan kata sandi %1 tidak ada di %2.</translation>
    </message>
</context>
<context>
    <name>warehouse page</name>
    <message>
        <source>refused: it only reads</source>
        <translation>ditolak: hanya membaca</translation>
    </message>
    <message>
        <source>took too long</source>
        <translation>terlalu lama</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>dihentikan</translation>
    </message>
    <message>
        <source>database not available</source>
        <translation>basis data tidak tersedia</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>tidak dipahami</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>baris %1, kolom %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Hentikan</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Jalankan</translation>
    </message>
    <message>
        <source>Nothing was run yet</source>
        <translation>Belum ada yang dijalankan</translation>
    </message>
    <message>
        <source>SQL console</source>
        <translation>Konsol SQL</translation>
    </message>
    <message>
        <source>limit %1 rows, %2 seconds</source>
        <translation>batas %1 baris, %2 detik</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>hanya-baca</translation>
    </message>
    <message>
        <source>The database itself refuses everything but queries on this connection.</source>
        <translation>Pada koneksi ini basis data sendiri menolak semuanya selain kueri.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Riwayat</translation>
    </message>
    <message>
        <source>Runs the query (Ctrl+Enter).</source>
        <translation>Menjalankan kueri (Ctrl+Enter).</translation>
    </message>
    <message>
        <source>SQL query</source>
        <translation>Kueri SQL</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Hasil</translation>
    </message>
    <message>
        <source>Press Ctrl+Enter to run the query. Its rows appear here.</source>
        <translation>Tekan Ctrl+Enter untuk menjalankan kueri. Baris hasilnya muncul di sini.</translation>
    </message>
    <message>
        <source>The first %1 rows · %2 ms · there are more</source>
        <translation>%1 baris pertama · %2 ms · masih ada lagi</translation>
    </message>
    <message>
        <source>%1 rows · %2 ms</source>
        <translation>%1 baris · %2 ms</translation>
    </message>
    <message>
        <source>inserted</source>
        <translation>ditambahkan</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>diubah</translation>
    </message>
    <message>
        <source>the same event again, ignored</source>
        <translation>event yang sama lagi, diabaikan</translation>
    </message>
    <message>
        <source>older than the row, ignored</source>
        <translation>lebih lama daripada baris, diabaikan</translation>
    </message>
    <message>
        <source>Choose a row</source>
        <translation>Pilih satu baris</translation>
    </message>
    <message>
        <source>This row cannot be shown</source>
        <translation>Baris ini tidak dapat ditampilkan</translation>
    </message>
    <message>
        <source>Its way stands here: from the source through both topics into the warehouse.</source>
        <translation>Jejaknya tampil di sini: dari sumber melalui kedua topic sampai ke warehouse.</translation>
    </message>
    <message>
        <source>The correlation id: one record carries it through all stages.</source>
        <translation>Correlation id: satu record membawanya melewati semua tahap.</translation>
    </message>
    <message>
        <source>produce</source>
        <translation>kirim</translation>
    </message>
    <message>
        <source>transform</source>
        <translation>transform</translation>
    </message>
    <message>
        <source>load</source>
        <translation>muat</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Sumber</translation>
    </message>
    <message>
        <source>made the event %1</source>
        <translation>membuat event %1</translation>
    </message>
    <message>
        <source>Raw record</source>
        <translation>Record mentah</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>key %1</translation>
    </message>
    <message>
        <source>the message does not say from where it came</source>
        <translation>pesan tidak menyebut asalnya</translation>
    </message>
    <message>
        <source>taken by the loader</source>
        <translation>diambil oleh loader</translation>
    </message>
    <message>
        <source>%1, this row</source>
        <translation>%1, baris ini</translation>
    </message>
    <message>
        <source>This row was written in an earlier session. Its positions belong to a cluster that has ended and cannot be opened.</source>
        <translation>Baris ini ditulis pada sesi sebelumnya. Posisinya milik cluster yang sudah berakhir dan tidak dapat dibuka.</translation>
    </message>
    <message>
        <source>Times of this record are not known: at this rate one record in %1 is followed.</source>
        <translation>Waktu record ini tidak diketahui: pada laju ini hanya satu dari %1 record yang diikuti.</translation>
    </message>
    <message>
        <source>Times of this record are not known: the journal no longer holds them.</source>
        <translation>Waktu record ini tidak diketahui: jurnal sudah tidak menyimpannya.</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Transform</translation>
    </message>
    <message>
        <source>cleaned, checked and computed</source>
        <translation>dibersihkan, diperiksa, dan dihitung</translation>
    </message>
    <message>
        <source>%1 steps, %2 changed this record</source>
        <translation>%1 langkah, %2 mengubah record ini</translation>
    </message>
    <message>
        <source>open</source>
        <translation>buka</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>+%1 lagi</translation>
    </message>
    <message>
        <source>etl_audit · the newest %1 of %2 entries</source>
        <translation>etl_audit · %1 catatan terbaru dari %2</translation>
    </message>
    <message>
        <source>etl_audit · entries for this row: %1</source>
        <translation>etl_audit · catatan untuk baris ini: %1</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1, versi %2</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>Semua kolom</translation>
    </message>
    <message>
        <source>No single record has written this row.</source>
        <translation>Baris ini tidak ditulis oleh satu record saja.</translation>
    </message>
    <message>
        <source>Copy the value</source>
        <translation>Salin nilainya</translation>
    </message>
    <message>
        <source>Only rows with this value</source>
        <translation>Hanya baris dengan nilai ini</translation>
    </message>
    <message>
        <source>Sort by %1</source>
        <translation>Urutkan menurut %1</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>Sembunyikan %1</translation>
    </message>
    <message>
        <source>%1 rows found</source>
        <translation>%1 baris ditemukan</translation>
    </message>
    <message>
        <source>%1 rows · newest first</source>
        <translation>%1 baris · terbaru dahulu</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 baris</translation>
    </message>
    <message>
        <source>No row matches</source>
        <translation>Tidak ada baris yang cocok</translation>
    </message>
    <message>
        <source>No row of %1 contains what you look for.</source>
        <translation>Tidak ada baris %1 yang memuat yang Anda cari.</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>Tampilkan semua baris</translation>
    </message>
    <message>
        <source>Nothing is loaded yet</source>
        <translation>Belum ada yang dimuat</translation>
    </message>
    <message>
        <source>Rows appear here as soon as the loader has written its first records into %1.</source>
        <translation>Baris muncul di sini begitu loader menulis record pertamanya ke %1.</translation>
    </message>
    <message>
        <source>Just changed</source>
        <translation>Baru berubah</translation>
    </message>
    <message>
        <source>Only the rows that the loader&apos;s latest 200 messages have written.</source>
        <translation>Hanya baris yang ditulis oleh 200 pesan terakhir dari loader.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Saring</translation>
    </message>
    <message>
        <source>Where to look for it</source>
        <translation>Kolom tempat mencarinya</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Pilih kolom</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Baris</translation>
    </message>
    <message>
        <source>%1–%2 of %3</source>
        <translation>%1–%2 dari %3</translation>
    </message>
    <message>
        <source>new row</source>
        <translation>baris baru</translation>
    </message>
    <message>
        <source>updated row, changed cells outlined</source>
        <translation>baris diubah, sel yang berganti bergaris tepi</translation>
    </message>
    <message>
        <source>by the last write</source>
        <translation>oleh penulisan terakhir</translation>
    </message>
    <message>
        <source>in the last 2 seconds</source>
        <translation>dalam 2 detik terakhir</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>Halaman pertama</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Halaman sebelumnya</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Halaman berikutnya</translation>
    </message>
    <message>
        <source>This row has just been inserted.</source>
        <translation>Baris ini baru saja ditambahkan.</translation>
    </message>
    <message>
        <source>This row has just been updated.</source>
        <translation>Baris ini baru saja diubah.</translation>
    </message>
    <message>
        <source>from an earlier time</source>
        <translation>dari waktu sebelumnya</translation>
    </message>
    <message>
        <source>Partition and offset of the enriched record that wrote the row.</source>
        <translation>Partition dan offset record enriched yang menulis baris ini.</translation>
    </message>
    <message>
        <source>Partition and offset of the raw record that this row goes back to.</source>
        <translation>Partition dan offset record mentah yang menjadi asal baris ini.</translation>
    </message>
    <message>
        <source>The id that one record carries through all stages, from source to row.</source>
        <translation>Id yang dibawa satu record melewati semua tahap, dari sumber sampai baris.</translation>
    </message>
    <message>
        <source>Counts the intended offset resets: an older loader can no longer write.</source>
        <translation>Menghitung reset offset yang disengaja: loader yang lebih lama tidak dapat menulis lagi.</translation>
    </message>
    <message>
        <source>The loader goes on here. It is written in the same transaction as the rows.</source>
        <translation>Loader melanjutkan dari sini. Nilai ini ditulis dalam transaksi yang sama dengan barisnya.</translation>
    </message>
    <message>
        <source>Column %1: stored as ten-thousandths.</source>
        <translation>Kolom %1: disimpan dalam satuan sepersepuluh ribu.</translation>
    </message>
    <message>
        <source>Column %1: stored as thousandths.</source>
        <translation>Kolom %1: disimpan dalam satuan seperseribu.</translation>
    </message>
    <message>
        <source>NULL: the message had no value here.</source>
        <translation>NULL: pesan tidak punya nilai di sini.</translation>
    </message>
    <message>
        <source>%1 is stored as %2.</source>
        <translation>%1 disimpan sebagai %2.</translation>
    </message>
    <message>
        <source>Facts and dimensions</source>
        <translation>Fakta dan dimensi</translation>
    </message>
    <message>
        <source>What the loader keeps</source>
        <translation>Catatan loader</translation>
    </message>
    <message>
        <source>CDC replicas</source>
        <translation>Replika CDC</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>View</translation>
    </message>
    <message>
        <source>One row for each order, in its newest version.</source>
        <translation>Satu baris untuk setiap pesanan, dalam versi terbarunya.</translation>
    </message>
    <message>
        <source>The lines of the orders.</source>
        <translation>Rincian barang setiap pesanan.</translation>
    </message>
    <message>
        <source>One row for each student activity.</source>
        <translation>Satu baris untuk setiap kegiatan mahasiswa.</translation>
    </message>
    <message>
        <source>The students that activities have told of.</source>
        <translation>Mahasiswa yang disebut dalam data kegiatan.</translation>
    </message>
    <message>
        <source>What was done to which row by which message: one entry a message.</source>
        <translation>Apa yang dilakukan pada baris mana oleh pesan mana: satu catatan untuk setiap pesan.</translation>
    </message>
    <message>
        <source>Events about what was loaded, on their way to the topic warehouse_events.</source>
        <translation>Event tentang apa yang dimuat, dalam perjalanan ke topic warehouse_events.</translation>
    </message>
    <message>
        <source>The schema&apos;s version and the delivery semantics.</source>
        <translation>Versi skema dan semantik pengiriman.</translation>
    </message>
    <message>
        <source>Warehouse</source>
        <translation>Warehouse</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabel</translation>
    </message>
    <message>
        <source>Columns of %1</source>
        <translation>Kolom %1</translation>
    </message>
    <message>
        <source>It is tried again every second.</source>
        <translation>Dicoba lagi setiap detik.</translation>
    </message>
    <message>
        <source>The warehouse cannot be read</source>
        <translation>Warehouse tidak dapat dibaca</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>Coba lagi sekarang</translation>
    </message>
    <message>
        <source>Path of the row</source>
        <translation>Jejak baris</translation>
    </message>
    <message>
        <source>The warehouse is being opened</source>
        <translation>Warehouse sedang dibuka</translation>
    </message>
    <message>
        <source>Its tables appear here as soon as the pipeline has made them.</source>
        <translation>Tabelnya muncul di sini begitu pipeline membuatnya.</translation>
    </message>
    <message>
        <source>The database is locked (a fault): the loader waits and tries again, and loses nothing. What was loaded before can still be read.</source>
        <translation>Basis data terkunci (gangguan): loader menunggu dan mencoba lagi, dan tidak kehilangan apa pun. Yang sudah dimuat tetap dapat dibaca.</translation>
    </message>
    <message>
        <source>The loader&apos;s connection to the database is closed (a fault): it tries again, and loses nothing. This page has a connection of its own and shows what was loaded before.</source>
        <translation>Koneksi loader ke basis data tertutup (gangguan): loader mencoba lagi, dan tidak kehilangan apa pun. Halaman ini punya koneksi sendiri dan menampilkan yang sudah dimuat.</translation>
    </message>
    <message>
        <source>updated row</source>
        <translation>baris diubah</translation>
    </message>
    <message>
        <source>The query has been running for %1 s…</source>
        <translation>Kueri sudah berjalan %1 dtk…</translation>
    </message>
    <message>
        <source>By command line</source>
        <translation>Lewat baris perintah</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>menunggu</translation>
    </message>
    <message>
        <source>%1 newer</source>
        <translation>%1 lebih baru</translation>
    </message>
    <message>
        <source>the page stands still</source>
        <translation>halaman ditahan</translation>
    </message>
    <message>
        <source>While a row is chosen, or while you look further down, no row comes or goes. What changes in the rows that are shown is seen.</source>
        <translation>Selama ada baris terpilih, atau Anda menggulir ke bawah, tidak ada baris yang datang atau pergi. Perubahan di baris yang tampil tetap terlihat.</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Tampilkan</translation>
    </message>
    <message>
        <source>Where the loader goes on in each partition. With effectively-once and transactions it is written in the same transaction as the rows, so that a crash neither loses nor doubles anything.</source>
        <translation>Tempat loader melanjutkan di setiap partition. Dengan effectively-once dan transactions, ini ditulis dalam transaksi yang sama dengan baris-barisnya, sehingga crash tidak menghilangkan dan tidak menggandakan apa pun.</translation>
    </message>
    <message>
        <source>%1 row · %2 ms</source>
        <translation>%1 baris · %2 ms</translation>
    </message>
    <message>
        <source>%1 row found</source>
        <translation>%1 baris ditemukan</translation>
    </message>
    <message>
        <source>%1 row</source>
        <translation>%1 baris</translation>
    </message>
    <message>
        <source>named by the headers of the raw record, not by this row</source>
        <translation>tertulis di header record mentahnya, bukan di baris ini</translation>
    </message>
</context>
</TS>
