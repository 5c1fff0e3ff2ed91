// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Places resources/map/cities.bin in the program, so that names are known without any file.
asm(R"(
    .section .rodata
    .global livewall_cities
    .balign 8
livewall_cities:
    .incbin "cities.bin"
    .previous
    .section .note.GNU-stack, "", %progbits
    .previous
)");
