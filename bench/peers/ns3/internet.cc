// Meters that send UDP messages to a head-end through DAPs, over ns-3's own IP stack: each meter on a point-to-point wire of its
// own to its DAP, or all meters of a DAP on one CSMA channel; each DAP on a point-to-point wire to the head-end.

#include "messages.h"

#include "ns3/csma-module.h"
#include "ns3/internet-module.h"
#include "ns3/neighbor-cache-helper.h"
#include "ns3/point-to-point-module.h"
#include "ns3/traffic-control-module.h"

using namespace ns3;

namespace
{

/** The figures of one kind of link: bits a second, microseconds, a share, bytes, bytes. */
struct Link
{
  uint64_t rate = 0;
  uint64_t delay = 0;
  double loss = 0;
  uint32_t queue = 0;
  uint32_t mtu = 1500;
  std::string counts = "waiting";

  void Options(CommandLine& line, const std::string& of)
  {
    line.AddValue(of + "Rate", "bits per second", rate);
    line.AddValue(of + "Delay", "propagation, microseconds", delay);
    line.AddValue(of + "Loss", "share of the packets that are lost", loss);
    line.AddValue(of + "Queue", "bytes that may wait for the device", queue);
    line.AddValue(of + "Mtu", "largest IP packet", mtu);
    line.AddValue(of + "Counts", "what the queue counts: waiting packets, or also the rest of the one being sent (sent)", counts);
  }
};

/** Loses packets as they are received, each by itself. */
void
LoseAt(Ptr<NetDevice> receiver, double share)
{
  if (share <= 0)
    return;
  Ptr<RateErrorModel> model = CreateObject<RateErrorModel>();
  model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
  model->SetRate(share);
  receiver->SetAttribute("ReceiveErrorModel", PointerValue(model));
}

const QueueSizeValue
Bytes(uint32_t bytes)
{
  return QueueSizeValue(QueueSize(QueueSizeUnit::BYTES, bytes));
}

/**
 * A queue that counts the rest of the packet being sent among the bytes that wait, as a wire of sgsim does; ns-3's own counts only
 * packets whose sending has not begun.
 */
class WithTheOneBeingSent : public DropTailQueue<Packet>
{
public:
  WithTheOneBeingSent(Ptr<PointToPointNetDevice> device, const Link& link)
    : m_link(link)
  {
    SetMaxSize(QueueSize(QueueSizeUnit::BYTES, UINT32_MAX));
    device->SetQueue(this);
    device->TraceConnectWithoutContext("PhyTxBegin", MakeCallback(&WithTheOneBeingSent::Begin, this));
  }

  bool Enqueue(Ptr<Packet> packet) override
  {
    const Time rest = Max(m_until - Simulator::Now(), Time(0));
    const double backlog = GetNBytes() + packet->GetSize() + rest.GetSeconds() * m_link.rate / 8;
    // Bytes are whole: a fraction is what rounding left of the sum.
    if (backlog >= m_link.queue + 0.5)
    {
      DropBeforeEnqueue(packet);
      return false;
    }
    return DropTailQueue<Packet>::Enqueue(packet);
  }

private:
  const Link m_link;
  Time m_until;

  void Begin(Ptr<const Packet> packet)
  {
    m_until = Simulator::Now() + DataRate(m_link.rate).CalculateBytesTxTime(packet->GetSize());
  }
};

NetDeviceContainer
Wire(Ptr<Node> near, Ptr<Node> far, const Link& link)
{
  PointToPointHelper helper;
  helper.DisableFlowControl();
  helper.SetDeviceAttribute("DataRate", DataRateValue(DataRate(link.rate)));
  helper.SetDeviceAttribute("Mtu", UintegerValue(link.mtu));
  helper.SetChannelAttribute("Delay", TimeValue(MicroSeconds(link.delay)));
  helper.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", Bytes(link.queue));
  NetDeviceContainer devices = helper.Install(near, far);
  if (link.counts == "sent")
    CreateObject<WithTheOneBeingSent>(DynamicCast<PointToPointNetDevice>(devices.Get(0)), link);
  LoseAt(devices.Get(1), link.loss);
  return devices;
}

/** The figures of ns-3's binary exponential back-off. */
struct BackOff
{
  uint32_t slot = 1;
  uint32_t ceiling = 10;
  uint32_t minSlots = 1;
  uint32_t maxSlots = 1000;
  uint32_t retries = 1000;

  void Options(CommandLine& line)
  {
    line.AddValue("slot", "microseconds of a back-off slot", slot);
    line.AddValue("ceiling", "largest exponent of the back-off", ceiling);
    line.AddValue("minSlots", "least slots of a back-off", minSlots);
    line.AddValue("maxSlots", "most slots of a back-off", maxSlots);
    line.AddValue("retries", "how often a busy channel is tried before the packet is dropped", retries);
  }
};

/** All nodes on one channel; the last is the DAP. */
NetDeviceContainer
SharedChannel(const NodeContainer& nodes, const Link& link, const BackOff& backOff)
{
  CsmaHelper helper;
  helper.DisableFlowControl();
  helper.SetDeviceAttribute("Mtu", UintegerValue(link.mtu));
  helper.SetChannelAttribute("DataRate", DataRateValue(DataRate(link.rate)));
  helper.SetChannelAttribute("Delay", TimeValue(MicroSeconds(link.delay)));
  helper.SetQueue("ns3::DropTailQueue<Packet>", "MaxSize", Bytes(link.queue));
  NetDeviceContainer devices = helper.Install(nodes);
  for (uint32_t i = 0; i < devices.GetN(); i++)
    DynamicCast<CsmaNetDevice>(devices.Get(i))
      ->SetBackoffParams(MicroSeconds(backOff.slot), backOff.minSlots, backOff.maxSlots, backOff.ceiling, backOff.retries);
  LoseAt(devices.Get(devices.GetN() - 1), link.loss);
  return devices;
}

} // namespace

int
main(int argc, char* argv[])
{
  std::string traffic, out, access = "wire";
  uint32_t seed = 1, meters = 50, daps = 2;
  Link nan, wan;
  BackOff backOff;
  CommandLine line(__FILE__);
  line.AddValue("traffic", "the messages to send", traffic);
  line.AddValue("out", "where to write what became of them", out);
  line.AddValue("seed", "of ns-3's random streams", seed);
  line.AddValue("access", "wire or csma", access);
  line.AddValue("meters", "in all", meters);
  line.AddValue("daps", "over which the meters are spread evenly, in order", daps);
  nan.Options(line, "nan");
  wan.Options(line, "wan");
  backOff.Options(line);
  line.Parse(argc, argv);
  OneOf(access, {"wire", "csma"});
  OneOf(nan.counts, {"waiting", "sent"});
  OneOf(wan.counts, {"waiting", "sent"});
  RngSeedManager::SetSeed(seed);

  Messages messages(traffic);
  NodeContainer meterNodes(meters);
  NodeContainer dapNodes(daps);
  Ptr<Node> headEnd = CreateObject<Node>();
  InternetStackHelper stack;
  stack.Install(meterNodes);
  stack.Install(dapNodes);
  stack.Install(headEnd);

  uint64_t droppedByQueue = 0;
  std::function<void(Ptr<const Packet>)> countDrop = [&](Ptr<const Packet>) { droppedByQueue++; };
  Ipv4AddressHelper wires("10.0.0.0", "255.255.255.252");
  Ipv4AddressHelper channels("10.1.0.0", "255.255.255.0");
  const auto number = [&](Ipv4AddressHelper& helper, const NetDeviceContainer& devices) {
    Ipv4InterfaceContainer interfaces = helper.Assign(devices);
    helper.NewNetwork();
    for (uint32_t i = 0; i < devices.GetN(); i++)
    {
      // Only the device queues: without flow control ns-3 puts no queueing discipline above it.
      Ptr<TrafficControlLayer> control = devices.Get(i)->GetNode()->GetObject<TrafficControlLayer>();
      if (control->GetRootQueueDiscOnDevice(devices.Get(i)))
        throw std::runtime_error("a queueing discipline above the device");
      PointerValue queue;
      devices.Get(i)->GetAttribute("TxQueue", queue);
      queue.Get<Queue<Packet>>()->TraceConnectWithoutContext(
        "Drop",
        Callback<void, Ptr<const Packet>>(countDrop));
    }
    return interfaces;
  };

  const uint32_t each = meters / daps;
  std::vector<Address> headEndOf;
  for (uint32_t dap = 0; dap < daps; dap++)
  {
    Ipv4InterfaceContainer backhaul = number(wires, Wire(dapNodes.Get(dap), headEnd, wan));
    headEndOf.push_back(InetSocketAddress(backhaul.GetAddress(1), 4059));
    NodeContainer channel;
    for (uint32_t meter = dap * each; meter < (dap + 1) * each; meter++)
    {
      if (access == "wire")
        number(wires, Wire(meterNodes.Get(meter), dapNodes.Get(dap), nan));
      else
        channel.Add(meterNodes.Get(meter));
    }
    if (access == "csma")
    {
      channel.Add(dapNodes.Get(dap));
      number(channels, SharedChannel(channel, nan, backOff));
    }
  }
  Ipv4GlobalRoutingHelper::PopulateRoutingTables();
  // Addresses on a channel are known, so that no ARP goes over it.
  if (access == "csma")
    NeighborCacheHelper().PopulateNeighborCache();

  Ptr<Socket> sink = Socket::CreateSocket(headEnd, UdpSocketFactory::GetTypeId());
  sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), 4059));
  std::function<void(Ptr<Socket>)> receive = [&](Ptr<Socket> socket) {
    while (Ptr<Packet> packet = socket->Recv())
      messages.Arrived(packet);
  };
  sink->SetRecvCallback(Callback<void, Ptr<Socket>>(receive));

  std::vector<Ptr<Socket>> sockets;
  for (uint32_t meter = 0; meter < meters; meter++)
  {
    Ptr<Socket> socket = Socket::CreateSocket(meterNodes.Get(meter), UdpSocketFactory::GetTypeId());
    socket->Bind();
    socket->Connect(headEndOf[meter / each]);
    sockets.push_back(socket);
  }
  // 20 bytes of IP and 8 of UDP.
  const uint32_t room = std::min(nan.mtu, wan.mtu) - 28;
  messages.Play([&](uint32_t message) {
    for (Ptr<Packet> packet : messages.Cut(message, room))
      sockets[messages.list[message].meter]->Send(packet);
  });

  RunAndTell([&] { return ", \"droppedByQueue\": " + std::to_string(droppedByQueue); });
  messages.Write(out);
  return 0;
}
