// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/natscredentials.h"

#include <cstdlib>
#include <format>
#include <stdexcept>
#include <string_view>

#include <QByteArray>

#include <nats/nats.h>

namespace livewall::test::nats_credentials {

namespace {

// The first letter of a key's text, in the upper five bits of its first byte.
enum Kind : unsigned char { Account = 0 << 3, Operator = 14 << 3, Seed = 18 << 3, User = 20 << 3 };

struct Key
{
    Kind kind;
    const char* secret; ///< hexadecimal, 32 bytes
    const char* open;
};

constexpr Key kOperator = {Operator,
                           "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                           "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"};
constexpr Key kAccount = {Account,
                          "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"};
constexpr Key kSystem = {Account,
                         "f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5",
                         "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e"};
constexpr Key kUser = {User, "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"};

/// CRC-16/XMODEM
unsigned crc16(const QByteArray& bytes)
{
    unsigned crc = 0;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned>(static_cast<unsigned char>(byte)) << 8;
        for (int bit = 0; bit < 8; ++bit)
            crc = ((crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0)) & 0xffff;
    }
    return crc;
}

/// RFC 4648, without the = at its end.
std::string base32(const QByteArray& bytes)
{
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            text += kLetters[(held >> (bits - 5)) & 31];
    }
    if (bits > 0)
        text += kLetters[(held << (5 - bits)) & 31];
    return text;
}

std::string keyText(QByteArray bytes)
{
    const unsigned crc = crc16(bytes);
    bytes += static_cast<char>(crc & 0xff);
    bytes += static_cast<char>(crc >> 8);
    return base32(bytes);
}

std::string publicText(const Key& key)
{
    return keyText(static_cast<char>(key.kind) + QByteArray::fromHex(key.open));
}

std::string seedText(const Key& key)
{
    QByteArray bytes;
    bytes += static_cast<char>(Seed | (key.kind >> 5));
    bytes += static_cast<char>((key.kind & 31) << 3);
    return keyText(bytes + QByteArray::fromHex(key.secret));
}

std::string base64(const QByteArray& bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

/// A token of `subject` that `issuer` signs; `claims` are members of its "nats" object.
std::string token(const Key& subject, const Key& issuer, std::string_view claims,
                  std::int64_t expires_s = 0)
{
    const std::string expires = expires_s == 0 ? "" : std::format("\"exp\":{},", expires_s);
    const std::string body =
        std::format(R"({{"jti":"t","iat":1,{}"iss":"{}","name":"test","sub":"{}","nats":{{{}}}}})",
                    expires, publicText(issuer), publicText(subject), claims);
    const std::string text = base64(R"({"typ":"JWT","alg":"ed25519-nkey"})") + '.' +
                             base64(QByteArray::fromStdString(body));
    // libnats signs for users alone, and not before it is open; a signature tells no kind.
    const Key signer = {User, issuer.secret, issuer.open};
    unsigned char* signature = nullptr;
    int size = 0;
    nats_Open(-1);
    if (nats_Sign(seedText(signer).c_str(), text.c_str(), &signature, &size) != NATS_OK)
        throw std::runtime_error("libnats does not sign");
    const QByteArray signed_by(reinterpret_cast<const char*>(signature), size);
    std::free(signature);
    return text + '.' + base64(signed_by);
}

std::string file(std::int64_t expires_s, const Key& key)
{
    const std::string user =
        token(kUser, kAccount, R"("type":"user","version":2,"subs":-1,"data":-1,"payload":-1)",
              expires_s);
    return std::format("-----BEGIN NATS USER JWT-----\n{}\n------END NATS USER JWT------\n\n"
                       "-----BEGIN USER NKEY SEED-----\n{}\n------END USER NKEY SEED------\n",
                       user, seedText(key));
}

} // namespace

QString serverSettings()
{
    const std::string self = token(kOperator, kOperator, R"("type":"operator","version":2)");
    // Without an account of its own a server that trusts an operator has no JetStream.
    const std::string system = token(kSystem, kOperator, R"("type":"account","version":2)");
    const std::string account = token(
        kAccount, kOperator,
        R"("type":"account","version":2,"limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,)"
        R"("exports":-1,"wildcards":true,"conn":-1,"leaf":-1,"mem_storage":-1,"disk_storage":-1,)"
        R"("streams":-1,"consumer":-1})");
    return QString::fromStdString(std::format("operator: {}\nsystem_account: {}\nresolver: "
                                              "MEMORY\nresolver_preload: {{ {}: {}, {}: {} }}\n",
                                              self, publicText(kSystem), publicText(kSystem),
                                              system, publicText(kAccount), account));
}

std::string userFile(std::int64_t expires_s)
{
    return file(expires_s, kUser);
}

std::string userFileOfAnotherKey()
{
    return file(0, {User, kOperator.secret, kOperator.open});
}

} // namespace livewall::test::nats_credentials
