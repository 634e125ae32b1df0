// Meters that send messages to a head-end through DAPs: all meters of a DAP on one IEEE 802.15.4 radio channel (2.4 GHz O-QPSK,
// 250 kbps, unslotted CSMA/CA, acknowledged), each DAP on a point-to-point wire to the head-end. The meters stand in a circle around
// their DAP, all within reach of each other; the channels of two DAPs do not hear each other.

#include "messages.h"

#include "ns3/lr-wpan-module.h"
#include "ns3/mobility-module.h"
#include "ns3/point-to-point-module.h"

#include <cmath>
#include <map>
#include <memory>
#include <set>

using namespace ns3;

namespace
{

/** Who is on the air of one channel: a transmission that another one overlaps, however little, is marked. */
class Air
{
public:
  uint64_t overlapped = 0;

  void Begin(Ptr<const Packet> packet)
  {
    m_marked.erase(packet->GetUid());
    m_now.insert(packet->GetUid());
    if (m_now.size() > 1)
      for (uint64_t one : m_now)
        if (m_marked.insert(one).second)
          overlapped++;
  }

  void End(Ptr<const Packet> packet)
  {
    m_now.erase(packet->GetUid());
    m_lastEnd = Simulator::Now();
  }

  /** Whether anyone has spoken since a moment. */
  bool BusySince(Time moment) const { return !m_now.empty() || m_lastEnd > moment; }

  bool Overlapped(Ptr<const Packet> packet) const { return m_marked.count(packet->GetUid()) > 0; }

private:
  std::set<uint64_t> m_now;
  std::set<uint64_t> m_marked;
  Time m_lastEnd = Seconds(-1);
};

/** A receiver to which every overlapped transmission is lost, and of the others a share, each by itself. */
class Receiver : public ErrorModel
{
public:
  static TypeId GetTypeId()
  {
    static TypeId id = TypeId("Receiver").SetParent<ErrorModel>();
    return id;
  }

  std::shared_ptr<Air> air;
  bool overlapDestroys = true;
  bool acksAreSafe = false;
  double loss = 0;

private:
  Ptr<UniformRandomVariable> m_random = CreateObject<UniformRandomVariable>();

  bool DoCorrupt(Ptr<Packet> packet) override
  {
    LrWpanMacHeader header;
    packet->PeekHeader(header);
    if (acksAreSafe && header.IsAcknowledgment())
      return false;
    if (overlapDestroys && air->Overlapped(packet))
      return true;
    return loss > 0 && m_random->GetValue() < loss;
  }

  void DoReset() override {}
};

} // namespace

int
main(int argc, char* argv[])
{
  std::string traffic, out, overlap = "destroys", acks = "like-frames", listening = "end";
  uint32_t seed = 1, meters = 50, daps = 2, retries = 3, backOffs = 4, minExponent = 3, maxExponent = 5;
  uint64_t wanRate = 0, wanDelay = 0;
  uint32_t wanQueue = 0;
  double loss = 0;
  bool acknowledged = true;
  CommandLine line(__FILE__);
  line.AddValue("traffic", "the messages to send", traffic);
  line.AddValue("out", "where to write what became of them", out);
  line.AddValue("seed", "of ns-3's random streams", seed);
  line.AddValue("meters", "in all", meters);
  line.AddValue("daps", "over which the meters are spread evenly, in order", daps);
  line.AddValue("overlap", "what becomes of transmissions that overlap: destroys (all are lost) or sinr (as ns-3's receiver has it)", overlap);
  line.AddValue("acks", "what becomes of acknowledgements that are overlapped: what becomes of other frames (like-frames), or nothing (safe)", acks);
  line.AddValue("listening", "when a node that assesses the channel hears a transmission: if it is there at the end of the assessment (end, as ns-3 has it), or at any time in it (throughout)", listening);
  line.AddValue("loss", "share of the frames that a DAP does not receive although nothing overlaps them", loss);
  line.AddValue("acknowledged", "whether a frame is acknowledged and sent again", acknowledged);
  line.AddValue("retries", "macMaxFrameRetries", retries);
  line.AddValue("backOffs", "macMaxCSMABackoffs", backOffs);
  line.AddValue("minExponent", "macMinBE", minExponent);
  line.AddValue("maxExponent", "macMaxBE", maxExponent);
  line.AddValue("wanRate", "bits per second", wanRate);
  line.AddValue("wanDelay", "propagation, microseconds", wanDelay);
  line.AddValue("wanQueue", "bytes that may wait for the device", wanQueue);
  line.Parse(argc, argv);
  OneOf(overlap, {"destroys", "sinr"});
  OneOf(acks, {"like-frames", "safe"});
  OneOf(listening, {"end", "throughout"});
  RngSeedManager::SetSeed(seed);

  Messages messages(traffic);
  Ptr<Node> headEnd = CreateObject<Node>();
  const uint32_t each = meters / daps;
  // What the MAC says of each frame when it is done with it, and what is counted of the channel.
  uint64_t accessFailures = 0, unacknowledged = 0, duplicates = 0, transmissions = 0;
  std::vector<Ptr<LrWpanNetDevice>> deviceOf;
  std::vector<std::shared_ptr<Air>> airs;
  // A helper that goes takes its channel with it.
  std::vector<std::unique_ptr<LrWpanHelper>> helpers;
  std::set<uint32_t> forwarded;

  for (uint32_t dap = 0; dap < daps; dap++)
  {
    NodeContainer nodes(each + 1);
    MobilityHelper mobility;
    mobility.SetMobilityModel("ns3::ConstantPositionMobilityModel");
    mobility.Install(nodes);
    for (uint32_t i = 1; i <= each; i++)
    {
      const double angle = 2 * M_PI * i / each;
      nodes.Get(i)->GetObject<MobilityModel>()->SetPosition(Vector(10 * cos(angle), 10 * sin(angle), 0));
    }
    auto helper = std::make_unique<LrWpanHelper>();
    NetDeviceContainer devices = helper->Install(nodes);
    helper->AssociateToPan(devices, 1 + dap);
    helper->AssignStreams(devices, 10000 * dap);
    helpers.push_back(std::move(helper));

    auto air = std::make_shared<Air>();
    airs.push_back(air);
    std::function<void(Ptr<const Packet>)> begin = [&transmissions, air](Ptr<const Packet> packet) {
      air->Begin(packet);
      LrWpanMacHeader header;
      packet->PeekHeader(header);
      if (header.IsData())
        transmissions++;
    };
    std::function<void(Ptr<const Packet>)> end = [air](Ptr<const Packet> packet) { air->End(packet); };
    for (uint32_t i = 0; i <= each; i++)
    {
      Ptr<LrWpanNetDevice> device = DynamicCast<LrWpanNetDevice>(devices.Get(i));
      Ptr<LrWpanPhy> phy = device->GetPhy();
      phy->TraceConnectWithoutContext("PhyTxBegin", Callback<void, Ptr<const Packet>>(begin));
      phy->TraceConnectWithoutContext("PhyTxEnd", Callback<void, Ptr<const Packet>>(end));
      Ptr<Receiver> receiver = CreateObject<Receiver>();
      receiver->air = air;
      receiver->overlapDestroys = overlap == "destroys";
      receiver->acksAreSafe = acks == "safe";
      // What is received is then said by the above alone, not by the powers at which it is.
      if (receiver->overlapDestroys)
        phy->SetErrorModel(nullptr);
      receiver->loss = i == 0 ? loss : 0;
      phy->SetAttribute("PostReceptionErrorModel", PointerValue(receiver));
      if (listening == "throughout")
      {
        std::function<void(LrWpanPhyEnumeration)> assessed = [air, mac = device->GetMac()](LrWpanPhyEnumeration status) {
          const bool busy = air->BusySince(Simulator::Now() - MicroSeconds(128));
          mac->PlmeCcaConfirm(busy && status == IEEE_802_15_4_PHY_IDLE ? IEEE_802_15_4_PHY_BUSY : status);
        };
        phy->SetPlmeCcaConfirmCallback(PlmeCcaConfirmCallback(assessed));
      }
      device->GetMac()->SetMacMaxFrameRetries(retries);
      device->GetCsmaCa()->SetMacMaxBE(maxExponent);
      device->GetCsmaCa()->SetMacMinBE(minExponent);
      device->GetCsmaCa()->SetMacMaxCSMABackoffs(backOffs);
      device->SetAttribute("UseAcks", BooleanValue(acknowledged));
      std::function<void(McpsDataConfirmParams)> confirm = [&](McpsDataConfirmParams params) {
        if (params.m_status == IEEE_802_15_4_CHANNEL_ACCESS_FAILURE)
          accessFailures++;
        else if (params.m_status == IEEE_802_15_4_NO_ACK)
          unacknowledged++;
        else if (params.m_status != IEEE_802_15_4_SUCCESS)
          throw std::runtime_error("a frame ended as it should not: " + std::to_string(params.m_status));
      };
      device->GetMac()->SetMcpsDataConfirmCallback(Callback<void, McpsDataConfirmParams>(confirm));
      if (i > 0)
        deviceOf.push_back(device);
    }

    PointToPointHelper wire;
    wire.SetDeviceAttribute("DataRate", DataRateValue(DataRate(wanRate)));
    wire.SetChannelAttribute("Delay", TimeValue(MicroSeconds(wanDelay)));
    wire.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", QueueSizeValue(QueueSize(QueueSizeUnit::BYTES, wanQueue)));
    NetDeviceContainer backhaul = wire.Install(nodes.Get(0), headEnd);
    // The DAP forwards what it receives; a frame whose acknowledgement was lost comes again, and is forwarded once.
    std::function<bool(Ptr<NetDevice>, Ptr<const Packet>, uint16_t, const Address&)> forward =
      [&, near = backhaul.Get(0)](Ptr<NetDevice>, Ptr<const Packet> packet, uint16_t, const Address&) {
        if (!forwarded.insert(Messages::MarkOf(packet)).second)
        {
          duplicates++;
          return true;
        }
        near->Send(packet->Copy(), near->GetBroadcast(), 0x0800);
        return true;
      };
    devices.Get(0)->SetReceiveCallback(NetDevice::ReceiveCallback(forward));
    std::function<bool(Ptr<NetDevice>, Ptr<const Packet>, uint16_t, const Address&)> arrive =
      [&](Ptr<NetDevice>, Ptr<const Packet> packet, uint16_t, const Address&) {
        messages.Arrived(packet);
        return true;
      };
    backhaul.Get(1)->SetReceiveCallback(NetDevice::ReceiveCallback(arrive));
  }

  // 114 bytes: the header takes 9 (short addresses, one PAN), the check sum 2, and ns-3 keeps 2 for a second PAN.
  const uint32_t room = deviceOf[0]->GetMtu();
  // The DAP was the first of its devices to be given an address.
  const Mac16Address dapAddress("00:01");
  messages.Play([&](uint32_t message) {
    for (Ptr<Packet> packet : messages.Cut(message, room))
      if (!deviceOf[messages.list[message].meter]->Send(packet, dapAddress, 0))
        throw std::runtime_error("a device that does not take a frame");
  });

  RunAndTell([&] {
    uint64_t overlapped = 0;
    for (const auto& air : airs)
      overlapped += air->overlapped;
    return ", \"transmissions\": " + std::to_string(transmissions) + ", \"overlapped\": " + std::to_string(overlapped) +
           ", \"accessFailures\": " + std::to_string(accessFailures) +
           ", \"unacknowledged\": " + std::to_string(unacknowledged) + ", \"duplicates\": " + std::to_string(duplicates);
  });
  messages.Write(out);
  return 0;
}
