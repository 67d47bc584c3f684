// Stands for the headers that tests share: see CMakeLists.txt.
