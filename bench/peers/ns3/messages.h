// What both ns-3 programs share: the traffic that they read, and the record of what became of it.
#pragma once

#include "ns3/core-module.h"
#include "ns3/flow-id-tag.h"
#include "ns3/network-module.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

struct Message
{
  uint32_t meter;
  int64_t at; // microseconds
  uint32_t bytes;
  uint32_t pieces = 0;        // packets that it was sent as
  std::vector<bool> received; // by piece; a piece that comes twice counts once
  uint32_t missing = 0;
  double latency = -1; // microseconds, from its sending to the receipt of its last piece; -1: not received whole
};

/** The messages of a traffic file (message,meter,at_us,bytes), in order of time, and their fate. */
class Messages
{
public:
  explicit Messages(const std::string& path)
  {
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line) || line != "message,meter,at_us,bytes")
      throw std::runtime_error(path + ": not a traffic file");
    while (std::getline(file, line))
    {
      unsigned long number;
      long long at;
      Message message;
      if (std::sscanf(line.c_str(), "%lu,%u,%lld,%u", &number, &message.meter, &at, &message.bytes) != 4 ||
          number != list.size())
        throw std::runtime_error(path + ": cannot read '" + line + "'");
      message.at = at;
      list.push_back(message);
    }
  }

  std::vector<Message> list;

  /** Calls `send` for each message at its time; one event is pending. */
  void Play(std::function<void(uint32_t)> send)
  {
    m_send = std::move(send);
    Expect(0);
  }

  /** The pieces of at most `room` bytes in which a message goes, each marked with where it belongs. */
  std::vector<ns3::Ptr<ns3::Packet>> Cut(uint32_t number, uint32_t room)
  {
    Message& message = list[number];
    message.pieces = message.missing = std::max(1u, (message.bytes + room - 1) / room);
    if (message.pieces > PIECES)
      throw std::runtime_error("a message of more pieces than a mark can name");
    message.received.assign(message.pieces, false);
    std::vector<ns3::Ptr<ns3::Packet>> cut;
    for (uint32_t piece = 0, left = message.bytes; piece < message.pieces; piece++)
    {
      const uint32_t bytes = std::min(left, room);
      left -= bytes;
      ns3::Ptr<ns3::Packet> packet = ns3::Create<ns3::Packet>(bytes);
      packet->AddPacketTag(ns3::FlowIdTag(number * PIECES + piece));
      cut.push_back(packet);
    }
    return cut;
  }

  /** The mark of a packet: its message and piece in one number. */
  static uint32_t MarkOf(ns3::Ptr<const ns3::Packet> packet)
  {
    ns3::FlowIdTag tag;
    if (!packet->PeekPacketTag(tag))
      throw std::runtime_error("a packet without its mark");
    return tag.GetFlowId();
  }

  /** A packet has reached the head-end. */
  void Arrived(ns3::Ptr<const ns3::Packet> packet)
  {
    const uint32_t mark = MarkOf(packet);
    Message& message = list[mark / PIECES];
    if (message.received[mark % PIECES])
      return;
    message.received[mark % PIECES] = true;
    if (--message.missing == 0)
      message.latency = ns3::Simulator::Now().GetNanoSeconds() / 1e3 - message.at;
  }

  /** Writes message,latency_us; NA for a message that was not received whole. */
  void Write(const std::string& path) const
  {
    std::ofstream file(path);
    file << "message,latency_us\n";
    char text[64];
    for (size_t i = 0; i < list.size(); i++)
    {
      if (list[i].latency < 0)
        std::snprintf(text, sizeof text, "%zu,NA\n", i);
      else
        std::snprintf(text, sizeof text, "%zu,%.3f\n", i, list[i].latency);
      file << text;
    }
    file.close();
    if (!file)
      throw std::runtime_error("cannot write " + path);
  }

private:
  static constexpr uint32_t PIECES = 64;
  std::function<void(uint32_t)> m_send;

  void Expect(uint32_t number)
  {
    if (number == list.size())
      return;
    ns3::Simulator::Schedule(ns3::MicroSeconds(list[number].at) - ns3::Simulator::Now(), &Messages::Send, this, number);
  }

  void Send(uint32_t number)
  {
    m_send(number);
    Expect(number + 1);
  }
};

/** Refuses a word that a program does not know. */
inline void
OneOf(const std::string& word, const std::vector<std::string>& known)
{
  if (std::find(known.begin(), known.end(), word) == known.end())
    throw std::runtime_error("a word that this program does not know: " + word);
}

/** Runs until nothing is left to do, and prints as JSON how long that took; `counts` are further members of it. */
inline void
RunAndTell(const std::function<std::string()>& counts = [] { return std::string(); })
{
  const auto start = std::chrono::steady_clock::now();
  ns3::Simulator::Run();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << "{\"wallS\": " << took.count() << ", \"events\": " << ns3::Simulator::GetEventCount() << counts() << "}\n";
  ns3::Simulator::Destroy();
}
