// Stands for the headers that the libraries share: see CMakeLists.txt.
